"""A vocabulary row with a fault is left out and told, with what needs it; the collection stays."""

from __future__ import annotations

import pytest

from dashboard.collection import SeedError, read_collection


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("places.csv", "33.9,35.6,5,2", "121,14,5,2", "seeds/places.csv: line 2: lat: '121', expected: less than or equal to 90; are lat and lon exchanged?"),
        ("places.csv", "harbour,Harbour,,lowtown", "harbour,Harbour,,lowtwn", "seeds/places.csv: harbour: within: 'lowtwn', expected an id of this file (nearest: 'lowtown')"),
        ("places.csv", "northland,Northland,,,", "northland,Northland,,harbour,", "seeds/places.csv: northland: within: 'harbour' makes a circle, expected none"),
        ("speakers.csv", "mayor,The mayor of Lowtown,government", "mayor,The mayor,goverment", "(nearest: 'government')"),
        ("speakers.csv", "un,river-watch", "un,river-wach", "seeds/speakers.csv: echo-office: repeats: 'river-wach', expected an id of this file (nearest: 'river-watch')"),
        ("groups.csv", "children,children,child,people", "people,children,child,people", "seeds/groups.csv: line 3: id 'people' stands twice, expected each id once"),
        ("groups.csv", "clinics,clinics", ",,,,,,\nclinics,clinics", "seeds/groups.csv: line 5: a row without a filled cell, expected an entry or no row"),
        ("groups.csv", "clinics,clinics", 'clinics,"clinics', "seeds/groups.csv: line 5: cannot be read"),
        ("groups.csv", "clinic,,false,,invented", "clinic,,false,,invented, really", "seeds/groups.csv: line 5: over 7 cells, expected a text with a comma to stand between quotation marks"),
        ("groups.csv", "description", "descripton", "seeds/groups.csv: no column 'description' in 'id,label,.*, expected id, label"),
        ("groups.csv", "partition", "partitoin", "seeds/groups.csv: line 1: column 'partitoin' is not known, nearest: 'partition'"),
    ],
)  # fmt: skip
def test_a_fault_in_a_row_names_line_key_and_the_nearest_right_word(folder, change, faults, name, old, new, fault):
    change(old, new, name)
    if "no column" in fault:
        with pytest.raises(SeedError, match=fault):
            read_collection(folder)
    else:
        assert any(fault in line for line in faults()), faults()


def test_only_the_row_and_what_needs_it_is_left_out(folder, change):
    change("river-watch,River Watch,monitoring_group", "river-watch,River Watch,nobody", "speakers.csv")
    collection = read_collection(folder)
    assert set(collection.vocabulary.speakers) == {"mayor", "river-post"}
    told = [str(fault) for fault in collection.faults]
    assert "seeds/speakers.csv: echo-office: repeats: 'river-watch', a row that was left out" in told
    assert any(
        "'river-watch', whose row in seeds/speakers.csv has a fault of its own and was left out" in line
        for line in told
    )
    assert "echo-report" not in collection.reports


def test_a_byte_order_mark_and_line_ends_of_windows_are_accepted(folder, faults):
    path = folder / "places.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n\r\n")
    assert faults() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"id;label;unit\n",
            "seeds/groups.csv: no column 'id' in 'id;label;unit', expected id, label.*, separated by commas",
        ),
        (b"id\tlabel\tunit\n", "seeds/groups.csv: no column 'id' in 'id.u0009label.u0009unit', expected id"),
        (b'id,"label\n', "seeds/groups.csv: line 1: cannot be read"),
        (b"caf\xe9", "seeds/groups.csv: byte 3 is not UTF-8, expected a CSV file in UTF-8"),
        (b"x" * 5_100_000, "seeds/groups.csv: 5.1 MB, expected at most 5 MB"),
        (None, "seeds/groups.csv: cannot be read .No such file or directory.*expected a folder with places.csv"),
    ],
)
def test_a_file_that_is_no_table_says_why(folder, content, message):
    path = folder / "groups.csv"
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SeedError, match=message):
        read_collection(folder)


def test_latitude_and_longitude_that_look_exchanged_are_told(folder, change, faults):
    change(
        "northland,Northland,,,Northland,QQ01,LBN,,,,4",
        "northland,Northland,,,Northland,QQ01,LBN,33.8,35.5,9,4",
        "places.csv",
    )
    assert faults() == []
    change("33.93,35.58", "35.58,33.93", "places.csv")
    assert faults() == [
        "seeds/places.csv: harbour: lat 35.58 and lon 33.93 look exchanged, expected lat 33.93 and lon 35.58, where its "
        "neighbours are"
    ]


def test_a_place_lies_in_what_contains_it_and_in_what_it_is_a_member_of(real):
    containers = real.vocabulary.place_containers
    assert containers["east-aleppo"][:2] == ("east-aleppo", "aleppo")
    assert "syria" in containers["bustan-al-qasr"]
    assert "three-neighbourhoods-east-aleppo" in containers["bustan-al-qasr"]


def test_a_word_is_found_by_its_name_its_alias_or_a_near_miss(real):
    find = real.vocabulary.find
    assert find("speakers", "SOHR") == "sohr"
    assert find("places", "حلب") == "aleppo"
    assert find("indicators", "kiled") == "killed"
    assert find("groups", "zzzzzz") is None


def test_the_first_versions_column_for_local_names_is_known(invented):
    assert "name_local" in type(invented.vocabulary.places["harbour"]).model_fields
