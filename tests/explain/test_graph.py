"""Which rules read which, laid out in layers and drawn: nothing lost, nothing over anything else, nothing smuggled in."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from random import Random
from xml.etree import ElementTree as ET

import pytest

from amparo.explain.drawing import NARROW, Box, Drawing, drawing
from amparo.explain.graph import Graph, Link, graph_of
from amparo.explain.layering import Layering, Spot, layered
from explain.small_law import ON, pack

GAP = 16.0
LINE = 2.0
SEEDS = range(40)
Links = list[tuple[str, str]]


def small() -> Graph:
    return graph_of(pack().law_on(ON))


def drawn_at_random(seed: int) -> tuple[dict[str, float], Links]:
    """Up to 60 boxes of several sizes, and links that all run one way."""
    random = Random(seed)
    names = [f"rule {number}" for number in range(random.randint(1, 60))]
    pairs = [pair for pair in combinations(names, 2) if random.random() < 2 / len(names)]
    random.shuffle(pairs)
    return {name: random.choice((40.0, 66.0, 117.0)) for name in random.sample(names, len(names))}, pairs


def test_a_rule_reads_what_it_names_and_the_exceptions_that_end_it() -> None:
    graph = small()
    assert Link("treated_as_victim", "no_removal_in_rest") in graph.into["no_removal_in_rest"]
    assert Link("wishes_to_go", "no_removal_in_rest", is_exception=True) in graph.into["no_removal_in_rest"]
    assert graph.out_of["public_order"] == (Link("public_order", "no_removal_in_rest", is_exception=True),)
    assert len(set(graph.links)) == len(graph.links)


def test_around_a_rule_stands_all_it_rests_on_and_so_many_of_its_readers() -> None:
    graph = small()
    readers = {link.reader for link in graph.out_of["possible_victim"]}
    assert len(readers) > 2
    assert len(graph.around("possible_victim", 2).rules) == 3
    rest = graph.around("no_removal_in_rest", 6)
    assert set(rest.rules) == {"no_removal_in_rest", *graph.rests_on("no_removal_in_rest")}
    assert {"possible_victim", "public_order", "wishes_to_go"} < set(rest.rules)


def test_the_readers_around_a_rule_are_tied_to_it_alone() -> None:
    rules = dict.fromkeys("abc", small().rules["is_child"])
    graph = Graph(rules, (Link("a", "b"), Link("a", "c"), Link("b", "c")))
    assert graph.around("b", 6).links == (Link("a", "b"), Link("b", "c"))


def test_what_a_rule_rests_on_is_told_once_the_nearest_first() -> None:
    rules = dict.fromkeys("abcd", small().rules["is_child"])
    graph = Graph(rules, (Link("a", "b"), Link("b", "d"), Link("c", "d"), Link("a", "c")))
    assert graph.rests_on("d") == ("b", "c", "a")
    assert list(graph.with_what_they_read(["b", "d"]).rules) == ["b", "d", "a", "c"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_falls_from_layer_to_layer_and_nothing_stands_over_anything(seed: int) -> None:
    sizes, links = drawn_at_random(seed)
    found = layered(sizes, links, GAP)
    layer = {spot.name: spot.layer for layer in found.layers for spot in layer if not spot.lane}
    assert layer.keys() == sizes.keys()
    assert all(layer[read] < layer[reader] for read, reader in links)
    assert all(end.layer == start.layer + 1 for start, end in found.steps)
    assert all(led(found, Spot(layer[read], read), Spot(layer[reader], reader)) for read, reader in links)
    for spots in found.layers:
        for above, below in pairwise(spots):
            free = found.middles[below] - found.middles[above] - (half(above, sizes) + half(below, sizes))
            assert free >= GAP - 0.001


def led(found: Layering, start: Spot, end: Spot) -> bool:
    """Say whether steps lead from one to the other, between them over the first one's own lanes alone."""
    return any(
        to == end or (to.lane and to.name == start.name and led(found, to, end)) for at, to in found.steps if at == start
    )


def half(spot: Spot, sizes: dict[str, float]) -> float:
    return 5 if spot.lane else sizes[spot.name] / 2


def test_what_can_be_untangled_is_untangled() -> None:
    found = layered(dict.fromkeys("abcdef", 40.0), [("a", "f"), ("b", "e"), ("c", "d")], GAP)
    rows = [[spot.name for spot in layer] for layer in found.layers]
    pairs = {"a": "f", "b": "e", "c": "d"}
    assert [pairs[name] for name in rows[0]] == rows[1]
    assert all(found.middles[start] == pytest.approx(found.middles[end]) for start, end in found.steps)


def test_what_is_read_late_stands_late() -> None:
    found = layered(dict.fromkeys("abcd", 40.0), [("a", "b"), ("b", "c"), ("d", "c")], GAP)
    assert [{spot.name for spot in layer} for layer in found.layers] == [{"a"}, {"b", "d"}, {"c"}]


def pictured(seed: int, *, mirrored: bool = False) -> tuple[Drawing, dict[str, float], Links]:
    sizes, links = drawn_at_random(seed)
    boxes = [
        Box(name, f"{name}: a title of some {'more ' * int(size // 30)}words", "Duty", "duty", f"/law/{name}")
        for name, size in sizes.items()
    ]
    return drawing(boxes, dict.fromkeys(links, ""), "A picture", mirrored=mirrored), sizes, links


def rectangles(svg: str) -> dict[str, tuple[float, float, float, float]]:
    """The boxes of a drawing by title: start, top, end, bottom."""
    found = {}
    for box in ET.fromstring(svg):  # noqa: S314 our own drawing
        title, rect = box.find("title"), box.find("rect")
        if title is not None and rect is not None:
            x, y, width, height = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
            found[str(title.text)] = (x, y, x + width, y + height)
    return found


def heights(svg: str) -> list[float]:
    """How far down each point lies between which the lines of a drawing run."""
    found = []
    for path in ET.fromstring(svg).iter("path"):  # noqa: S314 as above
        for command, numbers in re.findall(r"([MCV])([-\d. ]+)", path.attrib["d"]):
            found += [float(number) for number in numbers.split()[0 if command == "V" else 1 :: 2]]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawing_holds_every_box_once_inside_it_and_apart(seed: int) -> None:
    picture, sizes, _ = pictured(seed)
    for svg in (picture.wide, picture.narrow):
        boxes = rectangles(svg)
        assert len(boxes) == len(sizes)
        width, height = (float(each) for each in ET.fromstring(svg).attrib["viewBox"].split()[2:])  # noqa: S314 as above
        for x, y, to_x, to_y in boxes.values():
            assert 0 < x < to_x < width
            assert 0 < y < to_y < height + 1
        assert all(0 < y < height for y in heights(svg))
        for (x, y, to_x, to_y), (x2, y2, to_x2, to_y2) in combinations(boxes.values(), 2):
            assert to_x < x2 or to_x2 < x or to_y < y2 or to_y2 < y
    assert float(ET.fromstring(picture.narrow).attrib["width"]) <= NARROW  # noqa: S314 as above


def test_from_right_to_left_a_drawing_is_mirrored_and_its_words_are_not() -> None:
    (left, _, _), (right, _, _) = pictured(3), pictured(3, mirrored=True)
    for one, other in ((left.wide, right.wide), (left.narrow, right.narrow)):
        width = float(ET.fromstring(one).attrib["width"])  # noqa: S314 as above
        turned = {title: (width - to_x, y, width - x, to_y) for title, (x, y, to_x, to_y) in rectangles(one).items()}
        assert rectangles(other) == {title: pytest.approx(place) for title, place in turned.items()}
        assert f"matrix(-1 0 0 1 {width:g} 0)" in other
        assert "matrix" not in one


def test_a_link_is_a_line_with_its_class_and_an_arrow_for_each_box_that_reads() -> None:
    boxes = [Box(name, name, "Definition", "definition") for name in "abcd"]
    links = {("a", "c"): "", ("b", "c"): "exception", ("b", "d"): "", ("c", "d"): ""}
    picture = drawing(boxes, links, "A picture")
    for svg in (picture.wide, picture.narrow):
        assert svg.count('class="line exception"') == 1
        assert svg.count('class="head"') == 2
        assert "<a " not in svg
    assert picture.columns == 3
    assert picture.wide.__html__() == picture.wide, "a template takes it as finished"
    assert picture.narrow.count('class="line') == 4
    assert drawing([], {}, "Nothing").columns == 0


def test_on_a_phone_the_lines_of_a_box_share_a_rail_and_no_two_boxes_do() -> None:
    names = [f"n{number}" for number in range(12)]
    into_one = drawing([Box(name, name, "Duty", "duty") for name in names], {(name, names[-1]): "" for name in names[:-1]}, "x")
    out_of_one = drawing([Box(name, name, "Duty", "duty") for name in names], {(names[0], name): "" for name in names[1:]}, "x")
    for picture in (into_one, out_of_one):
        assert {x for x, *_ in rectangles(picture.narrow).values()} == {3 + 11 + 8}


def test_a_title_is_never_taken_as_markup_and_a_long_one_is_whole_for_a_reader() -> None:
    hostile = '<script>alert(1)</script> & "quotes" ' + "very " * 60 + "long"
    picture = drawing([Box("a", hostile, "Hold", "hold", '/law/x"y')], {}, 'A "picture" <b>')
    for svg in (picture.wide, picture.narrow):
        root = ET.fromstring(svg)  # noqa: S314 as above
        assert {each.tag for each in root.iter()} == {"svg", "g", "a", "title", "rect", "text", "tspan"}
        assert [title.text for title in root.iter("title")] == [f"Hold: {hostile}"]
        assert "…" in svg
        assert root.attrib["aria-label"] == 'A "picture" <b>'
        assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or name == "style"]
