"""Who may come in and what leaves, as .streamlit/config.toml says it."""

import tomllib
from pathlib import Path

import pytest
from streamlit import config

ROOT = Path(__file__).parent.parent.parent
SAID = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("section", "option", "value"),
    [
        ("server", "address", "127.0.0.1"),
        ("server", "allowedHosts", ["localhost", "127.0.0.1"]),
        ("server", "enableCORS", True),
        ("server", "enableXsrfProtection", True),
        ("server", "showEmailPrompt", False),
        ("server", "enableStaticServing", False),
        ("browser", "gatherUsageStats", False),
        ("client", "showErrorDetails", "none"),
        ("client", "showErrorLinks", False),
        ("client", "disableDataExport", True),
    ],
)
def test_a_door_is_closed(section, option, value):
    assert SAID[section][option] == value


def test_uploads_messages_and_caches_have_limits():
    server = SAID["server"]
    assert 0 < server["maxUploadSize"] <= 500
    assert 0 < server["maxMessageSize"] <= 100
    assert server["maxCacheDataSize"]


def test_every_option_is_one_that_streamlit_knows():
    known = set(config.get_config_options())
    said = [
        f"{section}.{option}"
        for section in ("server", "browser", "client")
        for option in SAID[section]
    ]
    said += [
        f"theme.{name}" for name, value in SAID["theme"].items() if not isinstance(value, dict)
    ]
    for mode in ("light", "dark"):
        said += [
            f"theme.{mode}.{name}"
            for name, value in SAID["theme"][mode].items()
            if not isinstance(value, dict)
        ]
    assert [option for option in said if option not in known] == []


def test_no_font_comes_from_elsewhere():
    assert "http" not in (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert "http" not in (ROOT / "lib/ui/static/style.css").read_text(encoding="utf-8")
