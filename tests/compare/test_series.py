"""How one voice's numbers change."""

from tests.compare.made import compare, ids, said


def total(id, value, day, **more):
    return said(id, value, days=f"11..{day}", told=str(day), counting="total", **more)


def test_a_series_has_one_point_a_day_and_one_voice():
    figures = [
        total("a", 912, 11),
        total("b", 3549, 12),
        total("c", 3549, 12, by="un", repeats="watch"),
        total("d", 9057, 14),
    ]
    (series,) = compare(*figures, total("x", 800, 12, by="rescuers")).series()
    assert ids(series.points) == ["a", "b", "d"]
    assert [day.day for day in series.days] == [11, 12, 14]


def test_what_is_passed_on_goes_on_the_series_of_whose_number_it_is():
    passed = total("b", 342, 13, by="un", repeats="watch")
    (series,) = compare(total("a", 338, 12), passed, total("c", 377, 14, by="un")).series()
    assert (series.voice.id, ids(series.points)) == ("watch", ["a", "b"])


def test_forecasts_stand_beside_a_series():
    forecast = said("f", 20000, by="ministry", days="11..", counting="forecast", told="12")
    (series,) = compare(total("a", 912, 11), total("b", 3549, 12), forecast).series()
    assert ids(series.forecasts) == ["f"]


def test_what_was_taken_back_is_no_point():
    taken, given = total("a", 4420, 13), said("b", 4300, days="11..13", told="16", counting="total", corrects="a")
    (series,) = compare(taken, given, total("c", 790, 12)).series()
    assert ids(series.points) == ["c", "b"]


def test_a_ladder_has_the_numbers_in_the_order_of_telling():
    figures = [said("c", 45, told="17"), said("a", 15, told="15"), said("b", 27, told="16"), said("d", 27, told="16")]
    assert [ids(ladder) for ladder in compare(*figures).ladders()] == [["a", "b", "c"]]


def test_where_the_order_is_not_known_there_is_no_ladder():
    assert compare(said("a", 15, told="15"), said("b", 27, told="15")).ladders() == ()


def test_a_later_version_that_credits_nobody_is_no_change_of_the_voice():
    assert compare(said("a", 25), said("b", 45, by="gazette", corrects="a")).ladders() == ()
