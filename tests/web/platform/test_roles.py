"""Every page and every role in one table: who may open it, who is refused, who is asked to log in.

A new address or a new role fails here until it is entered: read the line before you write it.
"""

from __future__ import annotations

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from maillage.web.accounts.models import User
from maillage.web.accounts.rules.abilities import ROLES

from .test_every_view import VIEWS, arguments

# In the order of the columns.
LETTERS = {
    "A": "administrator", "M": "manager", "a": "agent", "m": "mediator", "e": "elected", "p": "professional",
    "o": "operator", "d": "dpo", "i": "it", "r": "reader",
}  # fmt: skip
# Somebody who has an account and no role, and somebody who has none.
NOBODY, STRANGER = "n", "s"
COLUMNS = "".join(LETTERS) + NOBODY + STRANGER
REFUSED, TO_LOGIN = ".", ">"
# Of a row that there is not.
NOWHERE = 999_999

# The letter: may open it (whatever the page then says: there is nothing in this platform). A dot: 403. An arrow: the
# login page. What is opened with a form is tried with an empty form.
TABLE = """
api:openapi-json              AMamepodirns
api:isochrone                 AMamepodirns
api:networks                  AMamepodirns
api:partner-practitioners     AMamepodirns
api:partner-availabilities    AMamepodirns
api:partner-publish           AMamepodirns
api:partner-appointments      AMamepodirns
api:partner-cancel            AMamepodirns
api:partner-device            AMamepodirns
api:partner-events            AMamepodirns
api:api-root                  AMamepodirns
api:nowhere                   AMamepodirns
home                          AMamepodirns
api-page                      AMamepodirns
accessibility                 AMamepodirns
accounts:login                AMamepodirns
accounts:second_step          AMamepodirns
accounts:forgotten            AMamepodirns
accounts:reset_by_paper       AMamepodirns
accounts:reset                AMamepodirns
accounts:depart               AMamepodirns
accounts:arrive               AMamepodirns
accounts:logout               AMamepodirn>
accounts:left_provider        AMamepodirns
accounts:account              AMamepodirn>
accounts:change_password      AMamepodirn>
accounts:close_session        AMamepodirn>
accounts:close_other_sessions AMamepodirn>
accounts:unlink               AMamepodirn>
accounts:factors              AMamepodirns
accounts:application          AMamepodirns
accounts:application_qr       AMamepodirns
accounts:remove_application   AMamepodirns
accounts:print_card           AMamepodirns
accounts:print_recovery_codes AMamepodirns
accounts:helping              AM......i..>
accounts:choose_second_factor A..........>
accounts:unlock               AM......i..>
accounts:help_card            AM......i..>
accounts:help_password        AM......i..>
accounts:help_forget          AM......i..>
accounts:appearance           AMamepodirns
accounts:logo                 AMamepodirns
accounts:invitation_code      AMamepodirns
accounts:join                 AMamepodirns
accounts:my_roles             AMamepodirn>
accounts:leave_role           AMamepodirn>
accounts:administration       AMam...di..>
accounts:people               AM.....di..>
accounts:person               AM.....di..>
accounts:give_role            AM.........>
accounts:hand_over            AM.........>
accounts:change_role          AM.........>
accounts:suspend_role         AM.........>
accounts:reinstate_role       AM.........>
accounts:end_role             AM.........>
accounts:invitations          AM.........>
accounts:withdraw_invitation  AM.........>
accounts:organisations        A..........>
accounts:enter_organisation   A..........>
accounts:organisation         A..........>
accounts:close_organisation   A..........>
accounts:authority            A..........>
messages:outbox               A.......i..>
messages:try_out              A.......i..>
messages:refusals             AMam.......>
messages:message              A.......i..>
messages:read_message         A.......i..>
messages:act_on_message       A.......i..>
messages:batches              AMam.......>
messages:gather               AMam.......>
messages:batch                AMam.......>
messages:batch_file           AMam.......>
messages:end_batch            AMam.......>
messages:outcome              AMam.......>
messages:receipt              AMamepodirns
messages:opt_out              AMamepodirns
privacy:data                  .......d...>
privacy:persons               .......d...>
privacy:person                .......d...>
privacy:consult               .......d...>
privacy:person_file           .......d...>
privacy:rectify               .......d...>
privacy:receive               .......d...>
privacy:close                 .......d...>
privacy:consent               .......d...>
privacy:erase                 .......d...>
privacy:retention             .......d...>
privacy:choose_days           .......d...>
privacy:register              .......d...>
privacy:register_file         .......d...>
privacy:notices               .......d...>
privacy:write_notice          .......d...>
privacy:journal               .......d...>
privacy:journal_file          .......d...>
privacy:verify_journal        .......d...>
privacy:informations          AMamepodirns
privacy:notice                AMamepodirns
privacy:own_data              AMamepodirn>
privacy:own_file              AMamepodirn>
privacy:own_ask               AMamepodirn>
privacy:agree                 AMamepodirn>
privacy:withdraw              AMamepodirn>
partners:own                  AM...po....>
partners:seat                 AM...po....>
partners:linked               AMamepodirns
partners:new_link             AMamepodirns
partners:feed                 AMamepodirns
partners:applications         AM.........>
partners:make_key             AM.........>
partners:revoke_key           AM.........>
webhooks:enter_endpoint       AM.........>
webhooks:endpoint             AM.........>
webhooks:renew_endpoint       AM.........>
webhooks:remove_endpoint      AM.........>
webhooks:send_again           AM.........>
webhooks:act_on_endpoint      AM.........>
webhooks:enter_source         AM.........>
webhooks:renew_source         AM.........>
webhooks:close_source         AM.........>
jobs:board                    A.......i..>
jobs:retry_job                A.......i..>
territories:search            AMamepodirns
territories:suggestions       AMamepodirns
territories:departements      AMamepodirns
territories:communes          AMamepodirns
studies:desk                  AMamepodirns
studies:make                  AMa........>
studies:atlas                 AMamepodirns
studies:map                   AMamepodirns
studies:drawing               AMamepodirns
studies:outlines              AMamepodirns
studies:bands                 AMamepodirns
studies:card                  AMamepodirns
studies:method                AMamepodirns
studies:download              AMamepodirns
studies:publish               AMa........>
studies:unpublish             AMa........>
studies:compare               AMamepodirns
scenarios:scenarios           AMamepodirns
scenarios:begin               AMa........>
scenarios:own_list_model      AMa........>
scenarios:side_by_side        AMamepodirns
scenarios:bench               AMa........>
scenarios:effects             AMa........>
scenarios:news                AMa........>
scenarios:bench_map           AMa........>
scenarios:copy                AMa........>
scenarios:site                AMa........>
scenarios:settings            AMa........>
scenarios:own_list            AMa........>
scenarios:reasons             AMa........>
scenarios:undo                AMa........>
scenarios:redo                AMa........>
scenarios:settle              AMa........>
scenarios:compute             AMa........>
scenarios:computation         AMa........>
scenarios:cancel              AMa........>
scenarios:adopt               AMa........>
scenarios:front               AMa........>
scenarios:publish_scenario    AMa........>
scenarios:unpublish_scenario  AMa........>
scenarios:leaflet             AMamepodirns
scenarios:leaflet_map         AMamepodirns
scenarios:leaflet_file        AMamepodirns
operations:health             AMamepodirns
isochrones:page               AMamepodirns
isochrones:map                AMamepodirns
isochrones:areas              AMamepodirns
bookings:day                  AMam.......>
bookings:day_file             AMam.......>
bookings:week                 AMam.......>
bookings:find_appointment     AMam.......>
bookings:counter              AMam.......>
bookings:waiting_list         AMam.......>
bookings:to_settle            AMam.......>
bookings:add_waiting          AMam.......>
bookings:answer_waiting       AMam.......>
bookings:appointment          AMam.......>
bookings:slip                 AMam.......>
bookings:cancel_appointment   AMam.......>
bookings:correct_appointment  AMam.......>
bookings:move_appointment     AMam.......>
bookings:note_appointment     AMam.......>
bookings:find                 AMamepodirns
bookings:reserve              AMamepodirns
bookings:lost                 AMamepodirns
bookings:join_waiting         AMamepodirns
bookings:my_wait              AMamepodirns
bookings:mine                 AMamepodirns
bookings:my_calendar          AMamepodirns
bookings:my_move              AMamepodirns
bookings:my_cancel            AMamepodirns
bookings:my_reminders         AMamepodirns
bookings:answer_offer         AMamepodirns
mediation:workshops           AMamepodirns
mediation:workshop            AMamepodirns
mediation:enrolment           AMamepodirns
mediation:organise            AMam.......>
mediation:plan                AMam.......>
mediation:hold                AMam.......>
mediation:change              AMam.......>
mediation:call_off            AMam.......>
mediation:enrol               AMam.......>
mediation:mark                AMam.......>
mediation:sheet               AMam.......>
mediation:unenrol             AMam.......>
mediation:accompaniments      AMam.......>
mediation:note                AMam.......>
mediation:accompaniments_file AMam.......>
mediation:correct             AMam.......>
mediation:take_back           AMam.......>
referrals:orientation         AMamepodirns
referrals:answer              AMamepodirns
referrals:paper               AMamepodirns
referrals:mine                AMamepodirns
referrals:reply               AMamepodirns
referrals:referrals           AMam.......>
referrals:refer               AMam.......>
referrals:referral            AMam.......>
referrals:note_reply          AMam.......>
referrals:take_back_referral  AMam.......>
referrals:refer_on            AMam.......>
referrals:missing             AMa.e......>
referrals:missing_file        AMa.e......>
activity:dashboard            AMa.e......>
activity:workbook             AMa.e......>
activity:supply               AMa.e......>
activity:table                AMa.e......>
scenarios:bring_places        AMa........>
places:places                 AMamepodirns
places:place                  AMamepodirns
places:places_desk            AMam.......>
places:manage_place           AMam.......>
places:describe_place         AM.........>
places:import_places          AM.........>
places:import_model           AM.........>
places:bring_places           AM.........>
places:correct_place          AM.........>
places:close_place            AM.........>
places:reopen_place           AM.........>
places:checklist              AM.........>
places:place_hours            AM.........>
places:shut_place             AM.........>
places:open_on                AM.........>
places:add_room               AM.........>
places:room                   AM.........>
places:remove_room            AM.........>
places:add_station            AM.........>
places:station                AM.........>
places:remove_station         AM.........>
places:enter_device           AM.........>
places:correct_device         AM.........>
places:calibrate_device       AM.........>
places:remove_device          AM.........>
places:devices                AMam.......>
places:device                 AMam.......>
places:device_ready           AMam.......>
places:note_device            AMam.......>
places:teams                  AMam.......>
places:enter_mediator         AM.........>
places:import_roster          AM.........>
places:mediator               AMam.......>
places:correct_mediator       AM.........>
places:leave_team             AM.........>
places:rejoin_team            AM.........>
places:add_hours              AM.........>
places:add_absence            AMam.......>
places:end_hours              AM.........>
places:remove_absence         AMam.......>
places:practitioners          AMam.......>
places:enter_practitioner     AM.........>
places:practitioner           AMam.......>
places:correct_practitioner   AM.........>
places:leave_practice         AM.........>
places:rejoin_practice        AM.........>
places:renew_link             AM.........>
places:add_availabilities     AM.........>
places:withdraw_availabilities AM.........>
places:visit_reasons          AMam.......>
places:enter_reason           AM.........>
places:reason                 AMam.......>
places:correct_reason         AM.........>
places:end_reason             AM.........>
api:api-directory             AMamepodirns
api:api-directory-entry       AMamepodirns
mediation:lessons             AMamepodirns
mediation:lesson              AMamepodirns
mediation:lesson_file         AMamepodirns
mediation:guide_file          AMamepodirns
mediation:opinion             AMamepodirns
mediation:opinion_given       AMamepodirns
mediation:programmes          AMam.......>
mediation:opinion_results     AMam.......>
mediation:certificates        AMam.......>
mediation:opinions            AMam.......>
mediation:opinion_qr          AMam.......>
mediation:opinion_cards       AMam.......>
directory:sources             AMa........>
directory:take_shipped        AMa........>
directory:source              AMa........>
directory:move_source         AMa........>
directory:delivery            AMa........>
directory:decide_delivery     AMa........>
directory:delivery_problems   AMa........>
directory:entries             AMam.......>
directory:describe_entry      AMam.......>
directory:enter_person        AMam.......>
directory:keep_entry          AMam.......>
directory:correct_entry       AMam.......>
directory:unlist_entry        AMam.......>
directory:relist_entry        AMam.......>
directory:take_back_entry     AMa........>
directory:ask_entry           AMam.......>
directory:entry_history       AMa........>
directory:take_out_record     AMa........>
directory:doubles             AMa........>
directory:double              AMa........>
directory:decide_double       AMa........>
directory:notes               AMam.......>
directory:settle_note         AMam.......>
directory:report              AMamepodirns
directory:provider            AMamepodirns
directory:correct_own         AMamepodirns
directory:end_own             AMamepodirns
directory:new_own_link        AMamepodirns
directory:directory           AMamepodirns
directory:framed              AMamepodirns
directory:tint                AMamepodirns
directory:downloads           AMamepodirns
directory:directory_file      AMamepodirns
directory:embed               AMamepodirns
directory:entry               AMamepodirns
directory:vcard               AMamepodirns
distress:someone_to_talk_to   AMamepodirns
fragility:home                AMamepodirns
fragility:atlas               AMamepodirns
fragility:map                 AMamepodirns
fragility:card                AMamepodirns
fragility:accompany           AMamepodirns
fragility:open_help           AMamepodirns
fragility:method              AMamepodirns
fragility:download            AMamepodirns
"""


@pytest.fixture
def bare_pages(settings) -> None:
    """Who may open a page does not depend on what stands on it, which takes its time to draw."""
    (engine,) = settings.TEMPLATES
    nothing = dict.fromkeys(("page.html", "403.html", "404.html"), "")
    loaders = [("django.template.loaders.locmem.Loader", nothing), "django.template.loaders.app_directories.Loader"]
    options = engine["OPTIONS"] | {"loaders": loaders}
    settings.TEMPLATES = [engine | {"APP_DIRS": False, "OPTIONS": options}]


def table() -> dict[str, str]:
    """Address → its cells."""
    return dict(line.split() for line in TABLE.strip().splitlines())


def asked(client: Client, name: str, letter: str) -> str:
    """One cell, as the platform answers; what the page wrote is undone."""
    address = reverse(name, kwargs=arguments(name) | dict.fromkeys({"pk", "number"} & set(arguments(name)), NOWHERE))
    with transaction.atomic():
        answer = (client.get if getattr(VIEWS[name].callback, "reads", True) else client.post)(address)
        transaction.set_rollback(True)
    answer.close()
    if answer.status_code == 403:
        return REFUSED
    if answer.status_code == 302 and answer.url.startswith("/connexion/?next="):
        return TO_LOGIN
    return letter


def test_the_table_has_a_row_for_every_page_and_a_column_for_every_role() -> None:
    assert list(LETTERS.values()) == list(ROLES)
    assert sorted(set(VIEWS) - set(table())) == []
    assert sorted(set(table()) - set(VIEWS)) == []


@pytest.mark.parametrize("column", COLUMNS)
def test_every_page_opens_to_whom_the_table_says(person: Callable[..., User], bare_pages: None, column: str) -> None:
    """The platform is empty: what is not there is not found, which only who may look learns."""
    client = Client(raise_request_exception=False)
    if column != STRANGER:
        client.force_login(person(role=LETTERS.get(column, "")))
    entered = SimpleCookie(client.cookies)
    told = {}
    for name in table():
        told[name] = asked(client, name, column)
        # One of the pages is the way out.
        client.cookies = SimpleCookie(entered)
    at = COLUMNS.index(column)
    assert told == {name: cells[at] for name, cells in table().items()}


def test_the_table_says_what_each_view_needs() -> None:
    """Only roles with the ability stand in the row; the index of the administration looks for doors by itself."""
    for name, cells in table().items():
        needed = getattr(VIEWS[name].callback, "needs", None)
        if needed:
            able = {letter for letter, role in LETTERS.items() if needed in ROLES[role].abilities}
            assert set(cells) - {REFUSED, TO_LOGIN} == able, name
