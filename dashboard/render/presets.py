"""The sizes of pictures, each registered once: what it is for, its pixels, and the type that stays legible there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Preset:
    """A picture of ``width`` x ``height`` CSS pixels, drawn ``scale`` times as large.

    ``least`` and ``most`` bound the size of labels in CSS pixels. A title is about 1.45 times as large, source and note
    0.79 times. Type is the largest at which all fits. A ``body_only`` picture leaves out what stands above and below
    the body, for where these words stand as text beside it.
    """

    id: str
    label: str
    width: int
    height: int
    scale: int
    least: int
    most: int
    body_only: bool = False


PRESETS = {
    "slide": Preset("slide", "Slide, 1920 × 1080", 1920, 1080, 1, 28, 38),
    "half": Preset("half", "Half a slide, 1920 × 2160", 960, 1080, 2, 28, 34),
    "document": Preset("document", "Report, half a page, 1800 × 1350", 1800, 1350, 1, 34, 44),
    "square": Preset("square", "Message, 1080 × 1080", 1080, 1080, 1, 28, 36),
}
# The room that a slide of a deck leaves between its words, at 144 pixels an inch; nobody asks for it by name.
SLIDE_BODY = Preset("slide-body", "body of a slide", 1762, 634, 2, 24, 32, body_only=True)
