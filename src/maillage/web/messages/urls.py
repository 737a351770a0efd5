from django.urls import path

from .views import batches, listing, one, opt_out, receipts

app_name = "messages"
urlpatterns = [
    path("administration/messages/", listing.page, name="outbox"),
    path("administration/messages/essai/", listing.try_out, name="try_out"),
    path("administration/messages/refus/", listing.refusals, name="refusals"),
    path("administration/messages/<int:pk>/", one.page, name="message"),
    path("administration/messages/<int:pk>/lire/", one.read, name="read_message"),
    path("administration/messages/<int:pk>/<str:act>/", one.act, name="act_on_message"),
    path("administration/messages/lots/", batches.page, name="batches"),
    path("administration/messages/lots/<str:kind>/prendre/", batches.gather, name="gather"),
    path("administration/messages/lots/<uuid:claim>/", batches.batch, name="batch"),
    path("administration/messages/lots/<uuid:claim>/lot.pdf", batches.batch_file, name="batch_file"),
    path("administration/messages/lots/<uuid:claim>/<str:how>/", batches.end, name="end_batch"),
    path("administration/messages/lots/<uuid:claim>/<int:pk>/<str:how>/", batches.outcome, name="outcome"),
    path("messages/accuses/", receipts.receipt, name="receipt"),
    path("messages/refus/<str:token>/", opt_out.opt_out, name="opt_out"),
]
