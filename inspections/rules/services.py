"""Where services lie."""

from enum import StrEnum


class Region(StrEnum):
    """The regions of England, and Wales."""

    EAST = "east"
    EAST_MIDLANDS = "east_midlands"
    LONDON = "london"
    NORTH_EAST = "north_east"
    NORTH_WEST = "north_west"
    SOUTH_EAST = "south_east"
    SOUTH_WEST = "south_west"
    WALES = "wales"
    WEST_MIDLANDS = "west_midlands"
    YORKSHIRE = "yorkshire"


REGION_NAMES = {
    Region.EAST: "East of England",
    Region.EAST_MIDLANDS: "East Midlands",
    Region.LONDON: "London",
    Region.NORTH_EAST: "North East",
    Region.NORTH_WEST: "North West",
    Region.SOUTH_EAST: "South East",
    Region.SOUTH_WEST: "South West",
    Region.WALES: "Wales",
    Region.WEST_MIDLANDS: "West Midlands",
    Region.YORKSHIRE: "Yorkshire and the Humber",
}
