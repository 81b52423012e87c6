"""Routes of places, people, accounts and set-up."""

from django.urls import URLPattern, path

from .views import accounts, elections, first_run, log, member_import, members, places, second_factor, sign_in

urlpatterns: list[URLPattern] = [
    # Signing in and the first run
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("password/", sign_in.change_password, name="change_password"),
    path("sign-in/code/", second_factor.sign_in_code, name="sign_in_code"),
    path("second-factor/", second_factor.second_factor, name="second_factor"),
    path("second-factor/phone/", second_factor.second_factor_phone, name="second_factor_phone"),
    path("second-factor/codes/", second_factor.second_factor_codes, name="second_factor_codes"),
    path("second-factor/off/", second_factor.second_factor_off, name="second_factor_off"),
    path("first-run/", first_run.first_run, name="first_run"),
    # Villages and groups
    path("villages/", places.village_list, name="village_list"),
    path("villages/new/", places.village_new, name="village_new"),
    path("villages/<int:village_id>/", places.village_detail, name="village_detail"),
    path("villages/<int:village_id>/edit/", places.village_edit, name="village_edit"),
    path("villages/<int:village_id>/groups/", places.village_groups, name="village_groups"),
    # The Party roster
    path("villages/<int:village_id>/members/", members.member_list, name="member_list"),
    path("villages/<int:village_id>/members/new/", members.member_new, name="member_new"),
    path("villages/<int:village_id>/members/import/", member_import.member_import, name="member_import"),
    path(
        "villages/<int:village_id>/members/import/template/",
        member_import.member_template,
        name="member_template",
    ),
    path(
        "villages/<int:village_id>/members/import/confirm/",
        member_import.member_import_confirm,
        name="member_import_confirm",
    ),
    path("villages/<int:village_id>/members/<int:member_id>/", members.member_edit, name="member_edit"),
    path(
        "villages/<int:village_id>/members/<int:member_id>/remove/",
        members.member_remove,
        name="member_remove",
    ),
    # Accounts
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<int:user_id>/reset/", accounts.account_reset, name="account_reset"),
    path("accounts/<int:user_id>/disable/", accounts.account_disable, name="account_disable"),
    path("accounts/<int:user_id>/enable/", accounts.account_enable, name="account_enable"),
    path(
        "accounts/<int:user_id>/second-factor/remove/",
        accounts.account_second_factor,
        name="account_second_factor",
    ),
    # Setting up an election
    path("villages/<int:village_id>/elections/new/", elections.election_new, name="election_new"),
    path("villages/<int:village_id>/elections/preview/", elections.election_preview, name="election_preview"),
    path("elections/<int:election_id>/rules/", elections.election_rules, name="election_rules"),
    path(
        "elections/<int:election_id>/conditions/", elections.election_conditions, name="election_conditions"
    ),
    path("elections/<int:election_id>/plan/", elections.election_plan, name="election_plan"),
    # The audit chain, to be read
    path("elections/<int:election_id>/log/", log.log, name="log"),
    path("elections/<int:election_id>/log/excel/", log.log_excel, name="log_excel"),
]
