"""What is forgotten when its time is over and belongs to no case: reports that were put aside, answers to other systems."""

from __future__ import annotations

from datetime import datetime, timedelta

from amparo.casework.models import Answered, Report
from amparo.casework.retention import periods


def forget_reports(moment: datetime) -> int:
    """Empty the reports that were put aside long ago, and return how many; that there was one stays."""
    period = periods()["reports"]
    over = [
        row.id
        for row in Report.objects.exclude(answered=None).exclude(sealed=b"")
        if row.answered is not None and period.ends(row.answered) <= moment
    ]
    return Report.objects.filter(id__in=over).update(sealed=b"")


def forget_answers(moment: datetime) -> int:
    """Forget what other systems were answered, and return how many answers."""
    count, _ = Answered.objects.filter(at__lt=moment - timedelta(hours=periods()["requests"].hours or 0)).delete()
    return count
