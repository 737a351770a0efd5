"""Which scheduled jobs did not come when it was time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from ..models import Moment
from ..rules.schedule import missed
from ..schedule import declared_jobs

# A worker looks at the clock every half minute, and may have been busy.
GRACE = timedelta(minutes=10)


def late_jobs(*, now: datetime) -> list[str]:
    """Names of jobs of which a moment older than the grace was missed; one that never ran has none yet."""
    last = dict(Moment.objects.order_by().values_list("job").annotate(Max("due_at")))
    return [
        name
        for name, job in declared_jobs().items()
        if job.when is not None and name in last and missed(job.when, last=last[name], now=now - GRACE)
    ]
