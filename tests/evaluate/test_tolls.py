"""Scoring of tolls."""

from __future__ import annotations

from tocsin.coding.toll_totals import ReportTotal
from tocsin.evaluate.tolls import muc_year, score_gva, score_isaf, score_muc


def test_isaf_counts_records_with_a_figure() -> None:
    """Records without killed do not count for killed."""
    records = [{"record": {"min_killed": 3, "min_captured": 0}}, {"record": {"min_killed": 0, "min_captured": 2}}]
    assert score_isaf(records, [ReportTotal(3, 0, 1), ReportTotal(9, 0, 2)]) == {
        "killed exact": 1.0,
        "captured exact": 1.0,
    }


def test_muc_counts_numbers_as_a_multiset() -> None:
    """An optional incident costs nothing when missed and is right when found."""
    records = [{"incidents": [{"killed": 2, "optional": False}, {"killed": 5, "optional": True}]}, {"incidents": []}]
    assert score_muc(records, [[2, 5], []]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert score_muc(records, [[2], [1]])["precision"] == 0.5
    assert muc_year("BOGOTA, 21 JAN 89 (DPA) -- [TEXT]") == 1989


def test_gva_needs_both_figures() -> None:
    """Killed and injured of an incident must both be right."""
    scores = score_gva([{"killed": 1, "injured": 2}, {"killed": 0, "injured": 1}], [(1, 2), (1, 1)])
    assert scores == {"killed": 0.5, "injured": 1.0, "both": 0.5}
