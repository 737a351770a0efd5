"""Pages of those who keep the directory, and of places by their link: without a script, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from maillage.engine.sources.directory.card import Offer
from maillage.web.accounts.models import User
from maillage.web.directory.actions import asking, deliveries, imports, own
from maillage.web.directory.models import Asking, Delivery, Entry, Note, Source
from maillage.web.directory.models.links import token_of
from maillage.web.messages.models import Message

pytestmark = pytest.mark.django_db
HEAD = "identifiant;nom;genre;adresse;code_postal;ville;code_insee;telephone"


def listed(*numbers: int, phone: str = "") -> bytes:
    rows = [f"L{each};Médiathèque {each};bibliothèque;{each} rue Haute;78300;Poissy;78498;{phone}" for each in numbers]
    return "\n".join([HEAD, *rows]).encode()


@pytest.fixture
def desk(client: Client, agent: User) -> Client:
    client.force_login(agent)
    return client


@pytest.fixture
def entry(agent: User) -> Entry:
    said = {
        "name": "Maison des habitants",
        "kind": "social-centre",
        "address": "1 rue de la Gare",
        "postcode": "78300",
        "city": "Poissy",
        "commune": "78498",
        "phone": "+33130000000",
        "email": "accueil@maison.exemple.fr",
        "hours": "Mo-Fr 09:00-12:00; PH off",
    }
    return own.describe(said=said, offer=Offer(topics=("loneliness",)), by=agent, now=timezone.now())


def typed(entry: Entry, **otherwise: str) -> dict[str, str]:
    """What the form of corrections sends for this entry."""
    week = {f"begins_{day}_0": "09:00" for day in range(5)} | {f"ends_{day}_0": "12:00" for day in range(5)}
    place = {"address": entry.address, "postcode": entry.postcode, "commune": f"Poissy ({entry.commune})"}
    said = {"name": entry.name, "kind": entry.kind, "phone": entry.phone, "email": entry.email}
    return said | place | week | {"holidays_off": "on"} | otherwise


class TestSources:
    def test_a_file_is_sent_read_and_told(self, desk: Client, agent: User) -> None:
        file = SimpleUploadedFile("liste.csv", listed(1, 2, 3, phone="=cmd") + b"\nL9;;;;;;;\n")
        answer = desk.post("/annuaire/tenir/sources/", {"file": file, "source": "", "title": ""})
        delivery = Delivery.objects.get()
        assert answer.url == reverse("directory:delivery", args=[delivery.pk])
        waiting = desk.get(answer.url).text
        assert 'http-equiv="refresh"' in waiting, "without a script the page looks again by itself"
        deliveries.go_on(delivery=delivery.pk, now=timezone.now())
        page = desk.get(answer.url).text
        assert 'http-equiv="refresh"' not in page
        assert "Télécharger les problèmes" in page
        told = desk.get(reverse("directory:delivery_problems", args=[delivery.pk])).content.decode("utf-8-sig")
        assert told.startswith("ligne;colonne;trouvé;attendu;problème")
        assert not any(cell.startswith("=") for line in told.splitlines() for cell in line.split(";"))

    @pytest.mark.parametrize(("content", "says"), [(b"not a list", "aucune des formes"), (b"", "vide")])
    def test_what_is_no_list_is_refused_beside_the_field(self, desk: Client, content: bytes, says: str) -> None:
        answer = desk.post("/annuaire/tenir/sources/", {"file": SimpleUploadedFile("a.csv", content), "source": ""})
        assert answer.status_code == 422
        assert says in answer.text

    def test_a_new_source_has_a_name(self, desk: Client) -> None:
        file = {"file": SimpleUploadedFile("liste.csv", listed(1)), "source": "new"}
        assert desk.post("/annuaire/tenir/sources/", file).status_code == 422
        assert not Source.objects.exists()

    def test_what_is_held_waits_for_a_decision(self, desk: Client, agent: User) -> None:
        for numbers in (range(10), range(4)):
            source = Source.objects.filter(form="own").first()
            made = imports.receive(
                source=source, file=[listed(*numbers)], name="liste.csv", by=agent, now=timezone.now()
            )
            deliveries.go_on(delivery=made.pk, now=timezone.now())
        page = desk.get(reverse("directory:delivery", args=[made.pk])).text
        assert "6 fiches sur 10 disparaîtraient" in page
        assert "Médiathèque 9" in page
        decide = reverse("directory:decide_delivery", args=[made.pk])
        assert desk.post(decide, {"decision": "nothing"}).status_code == 404
        desk.post(decide, {"decision": "reprendre"})
        assert 'http-equiv="refresh"' in desk.get(reverse("directory:delivery", args=[made.pk])).text
        deliveries.go_on(delivery=made.pk, now=timezone.now())
        assert Entry.objects.filter(listed=True).count() == 4
        desk.post(decide, {"decision": "annuler"})
        deliveries.go_on(delivery=made.pk, now=timezone.now())
        assert Entry.objects.filter(listed=True).count() == 10
        assert "ne l’a pas" not in desk.post(decide, {"decision": "annuler"}, follow=True).text

    def test_who_is_believed_first_is_chosen(self, desk: Client, agent: User) -> None:
        for number in (1, 2):
            imports.receive(
                source=None, title=f"Liste {number}", file=[listed(1)], name="l.csv", by=agent, now=timezone.now()
            )
        second = Source.objects.get(title="Liste 2")
        desk.post(reverse("directory:move_source", args=[second.pk]), {"way": "up"})
        titles = list(Source.objects.exclude(form="").order_by("rank").values_list("title", flat=True))
        assert titles == ["Liste 2", "Liste 1"]


class TestEntries:
    def test_an_entry_is_added(self, desk: Client) -> None:
        said = {"name": "Épicerie solidaire", "kind": "association", "commune": "Poissy", "topics": ["food"], "osm": ""}
        assert desk.post("/annuaire/tenir/fiches/nouvelle/", said).status_code == 302
        made = Entry.objects.get()
        assert (made.commune, made.listed, made.lat is not None) == ("78498", True, True)

    def test_an_entry_is_corrected_and_shows_where_each_field_comes_from(self, desk: Client, entry: Entry) -> None:
        desk.post(reverse("directory:correct_entry", args=[entry.pk]), typed(entry, phone="01 30 00 00 09"))
        page = desk.get(reverse("directory:keep_entry", args=[entry.pk])).text
        assert "01 30 00 00 09" in page
        assert "Ce que la collectivité a écrit" in page

    @pytest.mark.parametrize(
        ("otherwise", "says"),
        [
            ({"phone": "12"}, "dix chiffres"),
            ({"commune": "Nulle-Part"}, "Aucune commune"),
            ({"lat": "43.3", "lon": "5.4"}, "loin de Poissy"),
            ({"lat": "48.9"}, "latitude et longitude"),
            ({"ends_0_0": "08:00"}, "Ferme avant d’ouvrir"),
            ({"name": ""}, "obligatoire"),
            ({"website": "javascript:alert(1)"}, "URL"),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, desk, entry, otherwise, says) -> None:
        answer = desk.post(reverse("directory:correct_entry", args=[entry.pk]), typed(entry, **otherwise))
        assert answer.status_code == 422
        assert says in answer.text

    def test_hours_that_are_no_week_are_text(self, desk: Client, entry: Entry) -> None:
        page = reverse("directory:correct_entry", args=[entry.pk])
        assert 'name="osm"' in desk.get(page, {"horaires": "texte"}).text
        said = {name: value for name, value in typed(entry).items() if "_" not in name}
        desk.post(page, said | {"osm": "week 02-52/2 Tu 09:00-12:00"})
        assert Entry.objects.get().hours == "week 02-52/2 Tu 09:00-12:00"
        assert 'name="osm"' in desk.get(page).text

    def test_an_entry_leaves_with_a_reason_and_comes_back(self, desk: Client, entry: Entry) -> None:
        leave = reverse("directory:unlist_entry", args=[entry.pk])
        desk.post(leave, {"because": "consent"})
        assert Entry.objects.get().listed, "that a person is no longer of a mind is not for us to say"
        desk.post(leave, {"because": "closed"})
        assert not Entry.objects.get().listed
        desk.post(reverse("directory:relist_entry", args=[entry.pk]))
        assert Entry.objects.get().listed

    def test_entries_are_found(self, desk: Client, entry: Entry) -> None:
        assert "Maison des habitants" in desk.get("/annuaire/tenir/", {"q": "poissy maison"}).text
        assert "Maison des habitants" in desk.get("/annuaire/tenir/", {"q": "PÔISSY häbitants"}).text
        Entry.objects.filter(pk=entry.pk).update(city="Épône-sur-Cœur")
        assert "Maison des habitants" in desk.get("/annuaire/tenir/", {"q": "epone-SUR coeur"}).text
        assert "Maison des habitants" not in desk.get("/annuaire/tenir/", {"q": "Mantes"}).text
        assert "Maison des habitants" in desk.get("/annuaire/tenir/", {"etat": "own"}).text

    def test_a_link_is_sent(self, desk: Client, entry: Entry) -> None:
        desk.post(reverse("directory:ask_entry", args=[entry.pk]))
        message = Message.objects.get()
        assert message.email == "accueil@maison.exemple.fr"
        assert token_of(Asking.objects.get()) in message.text


class TestProvider:
    @pytest.fixture
    def link(self, entry: Entry) -> str:
        return f"/annuaire/fiche/{token_of(asking.ask(entry=entry, by=None, now=timezone.now()))}/"

    def test_opening_changes_nothing_and_a_button_confirms(self, client: Client, link: str) -> None:
        assert "Maison des habitants" in client.get(link).text
        assert Entry.objects.get().confirmed_at is None
        client.post(link)
        assert Entry.objects.get().confirmed_at is not None

    def test_a_place_corrects_itself(self, client: Client, link: str, entry: Entry) -> None:
        said = typed(entry, phone="01 30 00 00 09", name="Autre nom", begins_5_0="09:00", ends_5_0="11:00")
        assert client.post(f"{link}corriger/", said).status_code == 302
        now = Entry.objects.get()
        assert (now.phone, now.hours) == ("+33130000009", "Mo-Fr 09:00-12:00; Sa 09:00-11:00; PH off")
        assert now.name == "Maison des habitants"
        assert Note.objects.get().proposed == {"name": "Autre nom"}

    def test_a_place_that_closed_says_so_after_it_was_asked(self, client: Client, link: str) -> None:
        client.get(f"{link}fin/")
        assert Entry.objects.get().listed
        assert "n’est plus dans l’annuaire" in client.post(f"{link}fin/").text
        assert not Entry.objects.get().listed

    def test_a_link_that_is_too_old_has_a_new_one_sent_to_the_place(self, client: Client, entry: Entry) -> None:
        then = timezone.now() - timedelta(days=61)
        old = f"/annuaire/fiche/{token_of(asking.ask(entry=entry, by=None, now=then))}/"
        page = client.get(old)
        assert (page.status_code, "plus de deux mois" in page.text) == (410, True)
        client.post(f"{old}lien/")
        assert [message.email for message in Message.objects.all()] == [entry.email] * 2
        assert client.get(f"/annuaire/fiche/{token_of(Asking.objects.first())}/").status_code == 200

    def test_a_forged_link_says_so_and_sends_nothing(self, client: Client, entry: Entry) -> None:
        assert client.get("/annuaire/fiche/forged/").status_code == 404
        assert client.post("/annuaire/fiche/forged/lien/").status_code == 404
        assert not Message.objects.exists()

    def test_it_is_in_english_too(self, client: Client, link: str) -> None:
        assert "Everything is right" in client.get(f"/en{link}").text


class TestReports:
    def test_a_reader_reports_without_an_account(self, client: Client, desk: Client, entry: Entry) -> None:
        page = f"/annuaire/{entry.pk}/signaler/"
        assert Client().post(page, {}).status_code == 422
        assert "Merci" in Client().post(page, {"about": "hours", "said": "<b>fermé</b>"}).text
        notes = desk.get("/annuaire/tenir/signalements/").text
        assert "&lt;b&gt;fermé" in notes
        desk.post(reverse("directory:settle_note", args=[Note.objects.get().pk]))
        assert "Rien à régler" in desk.get("/annuaire/tenir/signalements/").text

    def test_of_what_is_not_listed_nothing_is_reported(self, entry: Entry, agent: User) -> None:
        own.unlist(entry=entry, because="closed", by=agent, now=timezone.now())
        assert Client().get(f"/annuaire/{entry.pk}/signaler/").status_code == 404


class TestPersons:
    def test_without_a_notice_nobody_is_named(self, desk: Client) -> None:
        said = {
            "person": "Rose",
            "description": "Aide à écrire",
            "commune": "Poissy",
            "email": "rose@exemple.fr",
            "means": "paper",
            "agreed": "on",
        }
        answer = desk.post("/annuaire/tenir/fiches/personne/", said)
        assert (answer.status_code, "notice d’information" in answer.text) == (422, True)
        assert not Entry.objects.exists()
