"""Strangers' text on the page."""

import pytest

from pages.ui.text import linked, plain


@pytest.mark.parametrize(
    "text, safe",
    [
        ("plain words", "plain words"),
        ("![x](http://a.b/c.png)", r"\!\[x\]\(http\:\/\/a\.b/c\.png\)".replace(r"\/", "/")),
        ("*bold* _it_ `code` $x$ <b>", r"\*bold\* \_it\_ \`code\` \$x\$ \<b\>"),
        (":red[x] :material/home:", r"\:red\[x\] \:material/home\:"),
        ("two\nlines\u202e", "two lines"),
        ("12 %", "12\u00a0%"),
    ],
)
def test_markdown_is_escaped(text, safe):
    """Every character that means something to Markdown is escaped, what is unseen taken out."""
    assert safe == plain(text)


def test_only_web_addresses_become_links():
    """A title leads somewhere only where its address is an ordinary one."""
    assert "[A](<https://example.org/a?b=1>)" == linked("A", "https://example.org/a?b=1")
    for odd in (None, "javascript:alert(1)", "https://a.b/ c", "https://a.b/>)[x](y"):
        assert "A" == linked("A", odd)
