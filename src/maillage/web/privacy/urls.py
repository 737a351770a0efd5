from django.urls import path

from .views import journal, own, persons, rules

app_name = "privacy"
ONE = "administration/donnees/personne/<str:kind>/<int:number>/"
urlpatterns = [
    path("administration/donnees/", rules.index, name="data"),
    path("administration/donnees/personne/", persons.search, name="persons"),
    path(ONE, persons.page, name="person"),
    path(f"{ONE}consulter/", persons.consult, name="consult"),
    path(f"{ONE}telecharger/<slug:form>/", persons.file, name="person_file"),
    path(f"{ONE}corriger/", persons.rectify, name="rectify"),
    path(f"{ONE}demander/", persons.receive, name="receive"),
    path(f"{ONE}demandes/<int:pk>/clore/", persons.close, name="close"),
    path(f"{ONE}consentement/", persons.consent, name="consent"),
    path(f"{ONE}effacer/", persons.erasure, name="erase"),
    path("administration/donnees/conservation/", rules.retention, name="retention"),
    path("administration/donnees/conservation/<slug:name>/", rules.choose, name="choose_days"),
    path("administration/donnees/registre/", rules.registered, name="register"),
    path("administration/donnees/registre.pdf", rules.register_file, name="register_file"),
    path("administration/donnees/informations/", rules.notices, name="notices"),
    path("administration/donnees/informations/<slug:purpose>/<slug:language>/", rules.write, name="write_notice"),
    path("administration/journal/", journal.page, name="journal"),
    path("administration/journal/journal.csv", journal.download, name="journal_file"),
    path("administration/journal/verifier/", journal.verify, name="verify_journal"),
    path("informations/", rules.informations, name="informations"),
    path("informations/<slug:purpose>/", rules.notice, name="notice"),
    path("compte/donnees/", own.page, name="own_data"),
    path("compte/donnees/telecharger/<slug:form>/", own.file, name="own_file"),
    path("compte/donnees/demander/", own.ask, name="own_ask"),
    path("compte/donnees/accords/<slug:purpose>/donner/", own.agree, name="agree"),
    path("compte/donnees/accords/<slug:purpose>/retirer/", own.withdraw, name="withdraw"),
]
