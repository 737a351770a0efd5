from django.urls import path

from .views import login

app_name = "accounts"
urlpatterns = [
    path("connexion/", login.login_page, name="login"),
    path("deconnexion/", login.logout_page, name="logout"),
]
