from django.urls import path

from .views import board

app_name = "jobs"
urlpatterns = [
    path("administration/travaux/", board.page, name="board"),
    path("administration/travaux/<uuid:job>/recommencer/", board.retry, name="retry_job"),
]
