"""Credence in the browser: ``streamlit run app.py``.

The file is read twice, in two roles. The server imports it once and finds ``app``, which carries
response headers and background work. Then every visit and every click runs it as a script, which
draws the frame and, within it, one page.
"""

from pathlib import Path

import streamlit as st

if st.runtime.exists():
    from pages.ui import frame

    frame.show()
else:
    from pages.ui import memory

    memory.hold_little()  # before there are threads, which would keep what they have

    from pages.ui.first_page import FIRST_PAGE
    from pages.ui.server import HEADERS, lifespan
    from pages.ui.short_links import SHORT_LINKS

    middleware = [HEADERS, FIRST_PAGE, SHORT_LINKS]
    app = st.App(Path(__file__).resolve(), middleware=middleware, lifespan=lifespan)
