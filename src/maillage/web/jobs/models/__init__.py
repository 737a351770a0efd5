"""Rows of this module, beside the queue itself, which is that of django-tasks-db."""

from django_tasks_db.models import DBTaskResult as QueuedJob

from .moment import Moment
from .worker import Worker

__all__ = ["Moment", "QueuedJob", "Worker"]
