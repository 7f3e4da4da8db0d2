"""Doors of the plans room and of the desk."""

from __future__ import annotations

from pumpurs.values.roles import FAMILY_ROLES, LEDGER_ROLES, MACHINES, Role
from pumpurs.web.doors import Door
from pumpurs.web.pages.desk.home import page as desk
from pumpurs.web.pages.plans.approve_many import page as approve_many
from pumpurs.web.pages.plans.approved import page as approved
from pumpurs.web.pages.plans.change import page as change
from pumpurs.web.pages.plans.comment import page as comment
from pumpurs.web.pages.plans.consulted import page as consulted
from pumpurs.web.pages.plans.decide import page as decide
from pumpurs.web.pages.plans.goal import page as goal
from pumpurs.web.pages.plans.list import page as plan_list
from pumpurs.web.pages.plans.measure import page as measure
from pumpurs.web.pages.plans.measure_drop import page as measure_drop
from pumpurs.web.pages.plans.measure_new import page as measure_new
from pumpurs.web.pages.plans.new import page as new
from pumpurs.web.pages.plans.one import page as one
from pumpurs.web.pages.plans.paper import page as paper
from pumpurs.web.pages.plans.risks import page as risks
from pumpurs.web.pages.plans.settle import page as settle
from pumpurs.web.pages.plans.submit import page as submit
from pumpurs.web.pages.plans.versions import page as versions
from pumpurs.web.pages.plans.write import page as write

STAFF = frozenset(Role) - FAMILY_ROLES - MACHINES - {Role.VISITOR, Role.SUPPORT} - LEDGER_ROLES
READERS = STAFF - {Role.STRATEGIC_PARTNER}
AUTHORS = frozenset({Role.PLAN_AUTHOR})
APPROVERS = frozenset({Role.HEAD, Role.MUNICIPAL_COORDINATOR, Role.NATIONAL_EXPERT})
CHANGERS = frozenset({Role.PLAN_AUTHOR, Role.HEAD})
P = "plans/<uuid:plan_id>/"

DOORS = (
    Door("desk/", "desk/home", desk, thing="desk", action="read", roles=STAFF | LEDGER_ROLES),
    Door("desk/approve/", "desk/approve", approve_many, thing="plan", action="approve", roles=APPROVERS),
    Door("plans/", "plans/list", plan_list, thing="plan", action="list", roles=READERS),
    Door("plans/new/", "plans/new", new, thing="plan", action="start", roles=AUTHORS),
    Door(P, "plans/one", one, thing="plan", action="read", roles=READERS),
    Door(P + "write/", "plans/write", write, thing="plan", action="write", roles=AUTHORS),
    Door(P + "goal/", "plans/goal", goal, thing="plan", action="write", roles=AUTHORS),
    Door(P + "consulted/", "plans/consulted", consulted, thing="plan", action="write", roles=AUTHORS),
    Door(P + "risks/<slug:group>/", "plans/risks", risks, thing="plan", action="write", roles=AUTHORS),
    Door(P + "measures/new/", "plans/measure_new", measure_new, thing="plan", action="write", roles=AUTHORS),
    Door(
        P + "measures/<uuid:measure_id>/",
        "plans/measure",
        measure,
        thing="plan",
        action="write",
        roles=AUTHORS,
    ),
    Door(
        P + "measures/<uuid:measure_id>/drop/",
        "plans/measure_drop",
        measure_drop,
        thing="plan",
        action="write",
        roles=AUTHORS,
    ),
    Door(P + "submit/", "plans/submit", submit, thing="plan", action="submit", roles=AUTHORS),
    Door(P + "decide/", "plans/decide", decide, thing="plan", action="decide", roles=APPROVERS),
    Door(P + "comment/", "plans/comment", comment, thing="plan", action="comment", roles=APPROVERS),
    Door(
        P + "comments/<uuid:comment_id>/settle/",
        "plans/settle",
        settle,
        thing="plan",
        action="write",
        roles=AUTHORS,
    ),
    Door(P + "change/<slug:step>/", "plans/change", change, thing="plan", action="change", roles=CHANGERS),
    Door(P + "versions/", "plans/versions", versions, thing="plan", action="read", roles=READERS),
    Door(P + "approved/", "plans/approved", approved, thing="plan", action="read", roles=READERS),
    Door(P + "paper/", "plans/paper", paper, thing="plan", action="print", roles=READERS),
)
