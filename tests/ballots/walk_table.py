"""Who is answered what: one line for each route at one point, written out letter by letter.

Columns: route, point (walk_world.POINTS), the answers to GET, the answers to POST. Each letter is one person's answer,
in the order of walks.ASKING; in each pair the own one comes first:

    public  county, other county  township, other …  clerk …  monitor …  projector …  viewer

o  200, the page, also with what is wrong in an empty form     i  sent to sign in
>  302, sent on to another page                                x  403, may look or is known there, but may not do this
.  404, a stranger                                             n  405, the address takes no such request

The first line of a route asks everybody. Further lines ask in another stage, where the route is closed or open
otherwise; who is a stranger stays one, so they give six letters, of the own people alone: county, township, clerk,
monitor, projector, viewer.  "=": as in the first line, not asked again.  "-": the address takes no such request.

A new route needs a line here; the walk fails until it has one.
"""

LINES = """
sign_in                setup        o >> >> >> >> >> >  o >> >> >> >> >> >
sign_out               setup        -                   i >> >> >> >> >> >
change_password        setup        i oo oo oo oo oo o  i oo oo oo oo oo o
sign_in_code           setup        > >> >> >> >> >> >  > >> >> >> >> >> >
second_factor          setup        i oo oo oo oo oo o  -
second_factor_phone    setup        i oo oo oo oo oo o  i oo oo oo oo oo o
second_factor_codes    setup        i oo oo oo oo oo o  i oo oo oo oo oo o
second_factor_off      setup        i oo oo oo oo oo o  i oo oo oo oo oo o
first_run              setup        . .. .. .. .. .. .  . .. .. .. .. .. .
invitation             setup        o oo oo oo oo oo o  o oo oo oo oo oo o

home                   setup        i oo oo oo oo >> o  -
village_list           setup        i oo oo oo oo xx o  -
village_new            setup        i xx oo xx xx xx x  i xx oo xx xx xx x
village_detail         setup        i o. o. o. o. x. o  -
village_edit           setup        i x. o. x. x. x. x  i x. o. x. x. x. x
village_groups         setup        i x. o. x. x. x. x  i x. o. x. x. x. x
member_list            setup        i o. o. o. o. x. o  -
member_new             setup        i x. o. x. x. x. x  i x. o. x. x. x. x
member_import          setup        i x. o. x. x. x. x  i x. o. x. x. x. x
member_template        setup        i x. o. x. x. x. x  -
member_import_confirm  setup        -                   i x. o. x. x. x. x
member_edit            setup        i x. o. x. x. x. x  i x. o. x. x. x. x
member_remove          setup        i x. o. x. x. x. x  i x. >. x. x. x. x

account_list           setup        i xx oo xx xx xx x  -
account_new            setup        i xx oo xx xx xx x  i xx oo xx xx xx x
account_reset          setup        i x. o. x. x. x. x  i x. o. x. x. x. x
account_disable        setup        -                   i x. >. x. x. x. x
account_enable         setup        -                   i x. >. x. x. x. x
account_second_factor  setup        -                   i x. >. x. x. x. x

election_list          setup        i oo oo oo oo xx o  -
election_new           setup        i x. o. x. x. x. x  i x. o. x. x. x. x
election_preview       setup        -                   i x. o. x. x. x. x
election               voting       i o. o. o. o. x. o  -
election_rules         setup        i o. o. o. o. x. o  i x. o. x. x. x. x
election_rules         voting       =                   x x x x x x
election_conditions    setup        i o. o. o. o. x. o  i x. o. x. x. x. x
election_conditions    voting       =                   x x x x x x
election_plan          voting       i o. o. o. o. x. o  i x. o. x. x. x. x
election_plan          finished     =                   x x x x x x
stage_close            reviewed     i o. o. o. o. x. o  i x. o. x. x. x. x
stage_close            finished     =                   x > x x x x
stage_back             reviewed     i x. o. x. x. x. x  i x. o. x. x. x. x
stage_back             finished     =                   x o x x x x
officials              voting       i o. o. o. o. x. o  i x. o. x. x. x. x
officials              approved     =                   x x x x x x
invitations            voting       i x. o. x. x. x. x  i x. o. x. x. x. x
invitations            approved     =                   x x x x x x
invitation_withdraw    setup        -                   i x. >. x. x. x. x
invitation_withdraw    voting       -                   x > x x x x
log                    voting       i o. o. o. o. x. o  -
log_excel              setup        i o. o. o. o. x. o  -
papers                 voting       i o. o. o. o. x. o  -
paper_preview          voting       i x. >. >. x. x. x  -
paper_word             voting       i x. >. >. x. x. x  -
paper_wording          voting       i x. >. >. x. x. x  i x. >. >. x. x. x
paper_wording          setup        =                   x > > x x x
paper_make             voting       -                   i x. >. >. x. x. x
paper_make             setup        -                   x > > x x x
voting_notices         voting       i x. o. o. x. x. x  i x. o. o. x. x. x
voting_notices         setup        x o o x x x         x o o x x x
print_packs            voting       i x. o. o. x. x. x  -
trust_pack             setup        i x. >. >. x. x. x  -
assembly_pack          voting       i x. >. >. x. x. x  -
paper_pdf              voting       i o. o. o. o. x. o  -
paper_poster           voting       i o. o. o. o. x. o  -
posting                voting       i o. o. o. o. x. o  i x. o. o. x. x. x
correction             voting       i x. o. o. x. x. x  i x. o. o. x. x. x
posting_take_down      voting       i x. o. o. x. x. x  i x. o. o. x. x. x
posting_photo          voting       i o. o. o. o. x. o  -
check_code             setup        o oo oo oo oo oo o  -
check_paper            setup        o oo oo oo oo oo o  -
archive                setup        i x. o. x. x. x. x  -

halls                  setup        i oo oo >o >o oo o  -
hall                   voting       i o. o. o. o. o. o  -
hall                   unfilled     o o o o o o         -

trust                  voting       i o. o. o. o. x. o  -
trust_explain          voting       -                   i x. x. >. x. x. x
trust_explain          counted      -                   x x x x x x
box_add                voting       -                   i x. o. o. x. x. x
box_add                counted      -                   x x x x x x
box_remove             voting       -                   i x. >. >. x. x. x
box_remove             counted      -                   x x x x x x
sheet                  voting       i o. o. o. o. x. o  i x. x. o. x. x. x
# figures that come too late are refused on the page (200), so that what was typed stays in its fields
sheet                  counted      =                   x x o x x x
sheet                  ballot       o o o o x o         x x o x x x
sheet_check            voting       -                   i x. x. o. x. x. x
sheet_check            counted      -                   x x x x x x
sheet_check            ballot       -                   x x o x x x
sheet_retype           voting       -                   i x. x. o. x. x. x
sheet_retype           counted      -                   x x o x x x
sheet_take_over        voting       -                   i x. x. >. x. x. x
sheet_take_over        counted      -                   x x o x x x
sheet_decide           voting       -                   i x. x. x. o. x. x
sheet_decide           counted      -                   x x x x x x
sheet_explain          voting       -                   i x. x. o. x. x. x
sheet_explain          counted      -                   x x x x x x
# what was keyed is the monitors' alone to read until two entries agree
sheet_history          voting       i x. x. x. o. x. x  -
sheet_history          counted      o o o o x o         -
trust_sign             counted      i o. o. o. o. x. o  i x. x. x. o. x. x
# nobody's election has a result to sign before the vote
trust_sign             setup        i .. .. .. .. .. .  i .. .. .. .. .. .
trust_sign             approved     o o o o x o         x x x x x x

shortlist              shortlisted  i o. o. o. o. x. o  -
new_vote               shortlisted  i x. o. x. x. x. x  i x. o. x. x. x. x
new_vote               reviewed     x x x x x x         x x x x x x
proceed                shortlisted  i x. o. x. x. x. x  i x. o. x. x. x. x
proceed                reviewed     x x x x x x         x x x x x x
review                 reviewed     i o. o. o. o. x. o  i x. o. x. x. x. x
review                 ballot       =                   x x x x x x
review_check           reviewed     -                   i x. o. x. x. x. x
review_check           ballot       -                   x x x x x x
objection_new          reviewed     i x. o. x. x. x. x  i x. o. x. x. x. x
objection_new          ballot       x x x x x x         x x x x x x
objection_finding      reviewed     i x. o. x. x. x. x  i x. o. x. x. x. x
objection_finding      ballot       x x x x x x         x x x x x x

assembly               unfilled     i o. o. o. o. x. o  -
attendance             ballot       i x. x. o. x. x. x  i x. x. o. x. x. x
attendance             approved     x x x x x x         x x x x x x
step_save              ballot       i x. x. o. x. x. x  i x. x. o. x. x. x
step_save              approved     x x x x x x         x x x x x x
excusal_add            ballot       i x. x. o. x. x. x  i x. x. o. x. x. x
excusal_add            approved     x x x x x x         x x x x x x
excusal_edit           ballot       i x. x. o. x. x. x  i x. x. o. x. x. x
excusal_edit           approved     x x x x x x         x x x x x x
excusal_remove         ballot       -                   i x. x. >. x. x. x
excusal_remove         approved     -                   x x x x x x
round_open             unfilled     i x. x. o. x. x. x  i x. x. o. x. x. x
round_open             reviewed     x x x x x x         x x x x x x
round_withdraw         ballot       i x. x. o. x. x. x  i x. x. o. x. x. x
round_withdraw         approved     x x x x x x         x x x x x x
round_reduce           unfilled     i x. x. o. x. x. x  i x. x. o. x. x. x
round_reduce           approved     x x x x x x         x x x x x x
reduction_withdraw     unfilled     -                   i x. x. >. x. x. x
reduction_withdraw     approved     -                   x x x x x x
round_sign             ballot       i o. o. o. o. x. o  i x. x. x. o. x. x
round_sign             finished     =                   x x x x x x

reopening_open         asked        i >. >. >. >. x. >  -
reopening              unfilled     i o. o. o. o. x. o  i x. o. x. x. x. x
reopening              finished     =                   x x x x x x
reopening_sign         asked        -                   i x. x. x. o. x. x
reopening_sign         finished     -                   x x x x x x
reopening_withdraw     asked        -                   i x. >. x. x. x. x
reopening_withdraw     finished     -                   x x x x x x
"""

# A paper that waits for later stages: asked for rightly, refused in words, and no PDF is made for the walk.
DATA = {
    "paper_make": {"kind": "elected"},
    "paper_wording": {"kind": "elected"},
    "voting_notices": {"hours-1": "时" * 31},
}
QUERY = dict.fromkeys(("paper_preview", "paper_word", "paper_wording"), "?kind=elected")
