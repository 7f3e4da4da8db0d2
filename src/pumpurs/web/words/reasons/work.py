"""Sentences for reasons of the work room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REASONS = {
    "work.record.nobody": _("Choose at least one learner."),
    "work.record.learner_twice": _("A learner stands here twice. Keep one line for each learner."),
    "work.record.several_kinds": _(
        "The learners of one session get the same kind of consultation. Record the others as a session of their own."
    ),
    "work.record.several_schools": _(
        "The learners of one session are of one institution. Record the others as a session of their own."
    ),
    "work.record.not_planned": _(
        "No plan that the head approved holds this consultation. Open the plan to see where it waits."
    ),
    "work.record.plan_not_running": _("The plan was ended or removed, so no support is recorded on it."),
    "work.record.other_position": _(
        "This consultation is not given in your position. Ask the head to set the right one."
    ),
    "work.record.ends_before_it_begins": _("The session ends before it begins. Mend the times."),
    "work.record.too_long": _(
        "One session takes at most %(most_minutes)s; this one takes %(minutes)s. Record two sessions."
    ),
    "work.record.at_night": _("Support is given by day, from %(opens)s to %(ends)s. Mend the time."),
    "work.record.not_appointed": _(
        "On %(day)s you were not appointed to give support at this school. Mend the day; if you did work then, the "
        "head or the coordinator mends the first day of your appointment."
    ),
    "work.record.in_future": _("The session is not over yet. Record it afterwards."),
    "work.record.remote_not_ordered": _(
        "Remote sessions need an order of the head for this day. Ask the head to note it."
    ),
    "work.record.remote_not_confirmed": _(
        "Write on which day the learner or the family confirmed the remote session."
    ),
    "work.record.remote_confirmed_late": _(
        "A remote session counts only if it was confirmed on the same day."
    ),
    "work.record.free_day": _(
        "This is a public holiday or lies in the school holidays. Support on such days needs an order of the head."
    ),
    "work.record.before_approval": _(
        "The head had not approved the plan on this day, so the support cannot be counted. Choose a later day, or ask "
        "the plan's author where it waits."
    ),
    "work.record.outside_plan": _(
        "The plan does not run on this day. Choose one from %(first)s to %(last)s."
    ),
    "work.record.outside_measure": _(
        "This support is planned from %(first)s to %(last)s. Choose a day within it, or ask the plan's author for a "
        "longer time."
    ),
    "work.record.no_consent": _(
        "The family's consent or application was not in force on this day. Ask the plan's author, who sees which one."
    ),
    "work.record.suspended": _(
        "The plan was suspended on this day. Choose another day, or ask the plan's author until when it is suspended."
    ),
    "work.record.no_minutes": _(
        "Write how many minutes the learner got, or mark that the learner did not come."
    ),
    "work.record.longer_than_session": _("The session took %(minutes)s; nobody got more."),
    "work.record.over_planned": _(
        "Of %(planned_minutes)s planned %(left_minutes)s are left. Shorten the entry or ask for more hours."
    ),
    "work.record.over_week": _(
        "With this session you would have %(week_minutes)s in this week; at most %(most_hours)s are allowed."
    ),
    "work.record.over_day": _(
        "One person works at most %(most_minutes)s a day, with plans too; of this day %(left_minutes)s are left."
    ),
    "work.record.you_overlap": _(
        "You already have a session from %(begins)s to %(ends)s. Mend the times, or take that session out first."
    ),
    "work.record.learner_overlaps": _(
        "A learner is in another session from %(begins)s to %(ends)s. Mend the times, or ask who gave it to mend it."
    ),
    "work.take_out.gone": _("This session was taken out already."),
    "work.take_out.corrected": _("This session was corrected in a later month, so it stays where it is."),
    "work.correct.nothing": _("Write by how many minutes the entry changes; less is written with a minus."),
    "work.correct.below_nothing": _("The learner got %(minutes)s; no more can be taken off."),
    "work.correct.hours_below_nothing": _("%(minutes)s stand here; no more can be taken off."),
    "work.correct.longer_than_session": _("The session took %(minutes)s; nobody got more."),
    "work.correct.over_planned": _(
        "Of the planned hours %(left_minutes)s are left. Ask for more hours in the plan first."
    ),
    "work.correct.absent": _(
        "The learner was noted as absent. If the session took place, record it as a session of its own."
    ),
    "work.correct.says_nothing": _("Write why the entry is corrected."),
    "work.correct.not_sent": _(
        "This month was not sent yet. Ask the approver to take the approval back, and mend the entry itself."
    ),
    "work.prepare.not_yours": _("Only the plan's author records hours with the plan itself."),
    "work.prepare.unknown": _("Choose what was done: preparing, following or evaluating the plan."),
    "work.prepare.in_future": _("This day is still to come. Record the work afterwards."),
    "work.prepare.before_the_plan": _("The plan was begun on %(since)s; earlier work does not belong to it."),
    "work.prepare.not_approved": _(
        "The head has not approved the plan yet. Record your hours with it after that; they may be of earlier days."
    ),
    "work.prepare.before_approval": _(
        "The plan was approved on %(since)s; it is followed and evaluated from that day on."
    ),
    "work.prepare.no_day": _("Write the day of the work."),
    "work.prepare.no_plan": _("Choose a plan."),
    "work.prepare.no_minutes": _("Write how many minutes it took."),
    "work.prepare.over_cap": _("Of the hours for the plan itself %(left_minutes)s are left. Write fewer."),
    "work.prepare.removed": _("The plan was removed, so no hours are counted for it."),
    "work.hours.not_yours": _(
        "Only the plan's author answers, and only those who give support ask for hours."
    ),
    "work.hours.asked_already": _("You asked for more hours already. The plan's author sees it on the desk."),
    "work.hours.how_many": _("Write how many minutes more are needed."),
    "work.hours.answered": _("This was answered already."),
    "work.order.too_long": _(
        "The order would be in force for %(days)s days; one order holds at most %(most_days)s. "
        "Note one for each school year."
    ),
    "work.order.not_yours": _("Only the head of the institution notes its orders."),
    "work.order.no_number": _("Write the number of the order."),
    "work.order.number_taken": _("Order %(number)s is noted already."),
    "work.order.ended_already": _("The order was ended already, from %(day)s on."),
    "work.order.ends_outside": _("Choose a day of the order: from %(first)s to %(last)s."),
    "work.order.says_nothing": _("Write why the order is ended."),
    "work.order.unknown_kind": _("Choose what the order allows."),
    "work.order.ends_before_it_begins": _("The last day lies before the first. Mend the days."),
    "work.order.signed_after_it_begins": _("An order is signed before it begins. Mend the days."),
    "sheet.open.not_yours": _("Work is recorded by those who give consultations, each on the own sheet."),
    "sheet.record.wrong_state": _(
        "The sheet of this month is closed: “%(state)s”. Take it back on its page while the head has not approved it;"
        " afterwards ask the head or the coordinator to send it back, or record a correction in a later month."
    ),
    "sheet.record.not_yours": _("Work is recorded by those who give consultations, each on the own sheet."),
    "sheet.take_out.wrong_state": _(
        "The sheet of this month is closed: “%(state)s”. Take it back on its page while the head has not approved it;"
        " afterwards ask the head or the coordinator to send it back, or record a correction in a later month."
    ),
    "sheet.take_out.not_yours": _(
        "Only who gave the session takes it out; the head does it for who has left."
    ),
    "sheet.correct.wrong_state": _(
        "Your sheet of this month is closed: “%(state)s”. Take it back, or correct the entry next month."
    ),
    "sheet.correct.not_yours": _("Only who gave the session corrects it; the head does it for who has left."),
    "sheet.prepare.wrong_state": _(
        "Your sheet of this month is closed: “%(state)s”. Take it back, or record the hours next month."
    ),
    "sheet.prepare.not_yours": _("Only the plan's author records hours with the plan itself."),
    "sheet.ask_correction.wrong_state": _("A correction is asked for once the month was sent: “%(state)s”."),
    "sheet.ask_correction.not_yours": _(
        "Only the head of the institution or the programme asks for a correction."
    ),
    "sheet.ask_correction.own_sheet": _("Nobody decides about the own sheet."),
    "sheet.submit.empty": _("Nothing was recorded in this month yet."),
    "sheet.submit.month_runs": _(
        "The month lasts until %(last)s. Close it afterwards, or mark that you will do nothing more in it."
    ),
    "sheet.submit.wrong_state": _("The sheet was closed already: “%(state)s”."),
    "sheet.submit.not_yours": _("Only who did the work closes the sheet; the head does it for who has left."),
    "sheet.recall.wrong_state": _("The sheet has gone on: “%(state)s”. Ask the approver to send it back."),
    "sheet.recall.not_yours": _("Only who did the work takes the sheet back."),
    "sheet.set_position.unknown": _("Choose a position from the list."),
    "sheet.set_position.does_not_fit": _("Not all consultations of this sheet are given in this position."),
    "sheet.set_position.corrected": _(
        "Sessions of this sheet were corrected later and paid by its position, so it stays."
    ),
    "sheet.set_position.wrong_state": _("The position is set before the sheet is approved: “%(state)s”."),
    "sheet.set_position.not_yours": _("Only the head of the institution sets the position."),
    "sheet.set_position.own_sheet": _("Nobody decides about the own sheet."),
    "sheet.decide.nothing_chosen": _("Choose what to do with the sheet."),
    "sheet.approve.nothing_marked": _("Mark at least one sheet to approve."),
    "sheet.approve.other_than_read": _("The sheet changed since you read it. Open it and read it again."),
    "sheet.approve.wrong_state": _("The sheet cannot be approved now: “%(state)s”."),
    "sheet.approve.not_yours": _("The sheet waits for somebody else's approval."),
    "sheet.approve.own_sheet": _("Nobody approves the own sheet. It is approved one level up."),
    "sheet.approve.approved_a_level_before": _(
        "You closed this sheet or approved it at another level already; somebody else approves it here."
    ),
    "sheet.send_back.wrong_state": _("The sheet does not wait for approval: “%(state)s”."),
    "sheet.send_back.not_yours": _("The sheet waits for somebody else's approval."),
    "sheet.send_back.says_nothing": _("Write what should be mended."),
    "sheet.send_back.own_sheet": _("Nobody decides about the own sheet."),
    "sheet.take_back.wrong_state": _("There is no approval to take back: “%(state)s”."),
    "sheet.take_back.not_yours": _(
        "Only those who approve sheets of this institution take an approval back."
    ),
    "sheet.take_back.own_sheet": _("Nobody decides about the own sheet."),
    "sheet.take_back.sent": _(
        "The month was sent to the programme, so its sheets stay as they are. What is wrong is mended by a correction "
        "on the provider's sheet of a later month."
    ),
    "sheet.send.wrong_state": _("Only approved sheets are sent: “%(state)s”."),
    "sheet.send.not_yours": _(
        "The month is sent by the municipality's coordinator or the head of a state school."
    ),
    "sheet.give_back.wrong_state": _("The sheet was not sent: “%(state)s”."),
    "sheet.give_back.not_yours": _("Only the programme's expert returns a month that was sent."),
}
