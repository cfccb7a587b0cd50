"""The app's own colour themes. Meaning never hangs on colour, so a theme is only a matter of comfort.

The colour-blind-safe theme uses the palette of Okabe and Ito (2008), chosen to be told apart in the common kinds
of colour blindness.
"""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "mi-dark"

LABELS = {
    "mi-dark": "Dark",
    "mi-light": "Light",
    "mi-contrast-dark": "High contrast, dark",
    "mi-contrast-light": "High contrast, light",
    "mi-colour-safe": "Colour-blind safe",
}
"""What the settings call each theme, in order."""


def _variables(cursor: str, on_cursor: str, key: str, border: str, blurred: str) -> dict[str, str]:
    return {
        "block-cursor-background": cursor,
        "block-cursor-foreground": on_cursor,
        "block-cursor-text-style": "bold",
        "block-cursor-blurred-background": blurred,
        "footer-key-foreground": key,
        "input-cursor-background": key,
        "input-cursor-foreground": on_cursor,
        "border": border,
        "border-blurred": blurred,
    }


THEMES = (
    Theme(
        name="mi-dark",
        primary="#7fb4ca",
        secondary="#9fb8a6",
        accent="#e6c384",
        warning="#f0b76a",
        error="#f08a86",
        success="#98c99a",
        foreground="#e4e2da",
        background="#1b1f24",
        surface="#232830",
        panel="#2c333d",
        variables=_variables("#7fb4ca", "#14181c", "#e6c384", "#7fb4ca", "#46505e"),
    ),
    Theme(
        name="mi-light",
        primary="#1f5f7a",
        secondary="#4a6a54",
        accent="#7a4f00",
        warning="#7d4e00",
        error="#a3282a",
        success="#23653a",
        foreground="#22262b",
        background="#faf8f3",
        surface="#f0ede5",
        panel="#e4dfd3",
        dark=False,
        variables=_variables("#1f5f7a", "#ffffff", "#7a4f00", "#1f5f7a", "#b5ad9c"),
    ),
    Theme(
        name="mi-contrast-dark",
        primary="#7fdfff",
        secondary="#ffffff",
        accent="#ffff66",
        warning="#ffd24d",
        error="#ff9c9c",
        success="#7dff9b",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#1a1a1a",
        text_alpha=1.0,
        variables=_variables("#ffff66", "#000000", "#ffff66", "#ffffff", "#9a9a9a"),
    ),
    Theme(
        name="mi-contrast-light",
        primary="#00345c",
        secondary="#000000",
        accent="#5a2d00",
        warning="#5c3500",
        error="#7d0000",
        success="#004d1a",
        foreground="#000000",
        background="#ffffff",
        surface="#ffffff",
        panel="#eeeeee",
        dark=False,
        text_alpha=1.0,
        variables=_variables("#00345c", "#ffffff", "#00345c", "#000000", "#6a6a6a"),
    ),
    Theme(
        name="mi-colour-safe",
        primary="#56b4e9",
        secondary="#cc79a7",
        accent="#f0e442",
        warning="#f0e442",
        error="#e69f00",
        success="#56b4e9",
        foreground="#ececec",
        background="#16181d",
        surface="#1e2128",
        panel="#2a2e38",
        variables=_variables("#56b4e9", "#10131a", "#f0e442", "#56b4e9", "#4b5261"),
    ),
)
"""The themes in the order of :data:`LABELS`."""
