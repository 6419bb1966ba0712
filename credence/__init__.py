"""Credence: how arguments move a credence, why, and how sure that is.

The package is the subject itself and imports neither Streamlit nor PyMC. Read it in this order:

``odds``       probability, odds, log-odds, bits and decibans, and how to change between them
``number``     a number that somebody holds: a point, or a central 90 % interval
``library``    claims, arguments and families as frozen records
``scenario``   what one person changes about a library
``draws``      keyed, stratified draws for every uncertain number
``evidence``   soundness, undercuts and families: what the active arguments add up to
``network``    the claims' network; ``junction`` and ``messages`` contract it exactly
``inference``  evidence and network together, draw by draw; ``marginal`` what it gives
``update``     library × scenario → prior and posterior credences
``flips``      what each toggle would do; ``steps`` what each argument did
``value``      what would be worth finding out; ``information`` its measure, in bits
``compare``    where two people part; ``discrimination`` what would bring them together
"""

__version__ = "0.1.0"
