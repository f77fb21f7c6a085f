"""Columns of figures as the index holds them: plain lists, ordinal days, codes; what contains what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from dashboard.quantity import list_containers

_EPOCH = date(1970, 1, 1).toordinal()


def one_step(name: str, within: Mapping[str, str | None]) -> set[str]:
    """Return *name*, what contains it directly and what lies directly within it."""
    parent = within.get(name)
    return {name, *({parent} if parent else ()), *(child for child, above in within.items() if above == name)}


def as_list(column: pd.Series) -> list[Any]:
    """Return the values of a column, None where it holds none."""
    values = column.astype(object)
    return values.where(column.notna(), None).tolist()


def as_ordinals(column: pd.Series, missing: int) -> np.ndarray:
    """Return the days of a column as ordinals (``date.toordinal``), *missing* where it holds none."""
    days = column.to_numpy(dtype="datetime64[D]")
    return np.where(np.isnat(days), missing, days.astype("int64") + _EPOCH)


def encode(column: pd.Series, ids: pd.Series) -> tuple[dict[str, int], np.ndarray]:
    """Return the code of each id, and of each row; what is not given has the last code."""
    codes = {name: code for code, name in enumerate(ids)}
    return codes, column.map(codes).fillna(len(codes)).to_numpy(dtype=np.intp)


def join_wholes(described: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that are part of one of the same indicator, place and days, with that whole's group."""
    keys = ["indicator", "place", "date_start", "date_end"]
    parts = described.loc[described["part_of"].notna(), ["id", "part_of", "group", *keys]]
    wholes = described.set_index("id")[["group", *keys]].add_suffix("_whole")
    joined = parts.join(wholes, on="part_of")
    same = pd.Series(True, index=joined.index)
    for key in keys:
        same &= (joined[key] == joined[f"{key}_whole"]) | (joined[key].isna() & joined[f"{key}_whole"].isna())
    return joined[same.fillna(False).astype(bool)]


def flag(codes: dict[str, int], names: set[str]) -> np.ndarray:
    """Return an array that is True at the codes of *names*."""
    flags = np.zeros(len(codes) + 1, dtype=bool)
    flags[[codes[name] for name in names]] = True
    return flags


def find_part_groups(joined: pd.DataFrame, within: Mapping[str, str | None]) -> frozenset[str]:
    """Return the groups that some report counts out of a total of the same place and days (children of 27 dead).

    A toll of such a group is a part of the story, never another version of the whole.
    """
    pairs = joined[["group", "group_whole"]].dropna().drop_duplicates().itertuples(index=False)
    return frozenset(part for part, whole in pairs if part not in list_containers(whole, within))


def find_fractions(joined: pd.DataFrame, part_groups: frozenset[str]) -> frozenset[str]:
    """Return the ids of parts that no column tells from their whole (the dead of one side's attacks)."""
    return frozenset(joined.loc[~joined["group"].isin(part_groups), "id"])
