"""What pages share.

``server``     response headers, and collecting garbage on a timer
``frame``      what surrounds every page; the scenario's place in the address
``state``      the scenario that is shown, and the one way of changing it
``compute``    answers, remembered by scenario
``text``       strangers' text made safe for Markdown
``settings``   library, worldview, scepticism, suppositions
``claim``      the claim that is asked about
``numbers``    sliders for numbers
``answer``     the headline, and the figures under it
``arguments``  the toggles
``details``    the one argument that is open
``draws``      what a sampler's draws say of themselves, on the pages that sample
``hinges``     what a credence hangs on, remembered; ``sensitivity`` the page's parts
"""
