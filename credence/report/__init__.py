"""A report: what a person's arguments make of a claim, as one document to print, mail or post.

``blocks``    what a report is made of: sections, sentences, tables, figures
``content``   a scenario as such blocks; all words of the report are here
``html``      the blocks as one HTML file that loads nothing from anywhere
``markdown``  the same as Markdown for a forum, figures as tables with bars

Content is plain text: titles, names and sources come from strangers and are escaped by whichever
writer puts them down, each in its own way, and by nobody else.
"""

from credence.report.content import report_of
from credence.report.html import html_of
from credence.report.markdown import markdown_of

__all__ = ["SUFFIXES", "html_of", "markdown_of", "report_of"]

SUFFIXES = "html", "md"
"""What a report can be written as."""
