import { FirstSchema1764028800000 } from './1764028800000-first-schema.js'
import { KnowledgeAndPromises1764201600000 } from './1764201600000-knowledge-and-promises.js'
import { SplitContacts1764460800000 } from './1764460800000-split-contacts.js'
import { Corrections1764633600000 } from './1764633600000-corrections.js'
import { Identity1764720000000 } from './1764720000000-identity.js'
import { AccountStates1764806400000 } from './1764806400000-account-states.js'
import { Incidents1764892800000 } from './1764892800000-incidents.js'
import { Appeals1764979200000 } from './1764979200000-appeals.js'
import { RuleReplays1765065600000 } from './1765065600000-rule-replays.js'
import { Polls1765152000000 } from './1765152000000-polls.js'
import { Onboarding1765238400000 } from './1765238400000-onboarding.js'
import { SecondOpinions1765324800000 } from './1765324800000-second-opinions.js'
import { Registrations1765411200000 } from './1765411200000-registrations.js'
import { FollowUp1765584000000 } from './1765584000000-follow-up.js'
import { LeadRouting1765670400000 } from './1765670400000-lead-routing.js'
import { PollsAsDrafts1765672000000 } from './1765672000000-polls-as-drafts.js'
import { StaffGroups1765672100000 } from './1765672100000-staff-groups.js'
import { LeadsOfCustomers1765674000000 } from './1765674000000-leads-of-customers.js'
import { Points1765675000000 } from './1765675000000-points.js'
import { EndedSessions1765675100000 } from './1765675100000-ended-sessions.js'
import { ActivityPlans1765676000000 } from './1765676000000-activity-plans.js'
import { Contacts1765677000000 } from './1765677000000-contacts.js'
import { SecondYes1765677100000 } from './1765677100000-second-yes.js'
import { Mutes1765756800000 } from './1765756800000-mutes.js'
import { CustomerProfiles1765843200000 } from './1765843200000-customer-profiles.js'
import { Presence1765930000000 } from './1765930000000-presence.js'
import { LeadReminders1765933000000 } from './1765933000000-lead-reminders.js'
import { InvitationsAndRadar1765933100000 } from './1765933100000-invitations-and-radar.js'
import { ActivityDays1765934000000 } from './1765934000000-activity-days.js'
import { BroadcastTargets1765935000000 } from './1765935000000-broadcast-targets.js'
import { CareNotes1765941000000 } from './1765941000000-care-notes.js'
import { GroupDays1765942000000 } from './1765942000000-group-days.js'
import { GroupSizes1765942100000 } from './1765942100000-group-sizes.js'
import { ReplaySources1765942200000 } from './1765942200000-replay-sources.js'
import { Paths1765943000000 } from './1765943000000-paths.js'
import { CustomerMerges1765944000000 } from './1765944000000-customer-merges.js'
import { CustomerMatches1765944100000 } from './1765944100000-customer-matches.js'
import { EndedLeads1765945000000 } from './1765945000000-ended-leads.js'
import { InquiriesOfATime1765946000000 } from './1765946000000-inquiries-of-a-time.js'
import { MutedBy1765947000000 } from './1765947000000-muted-by.js'

/** All migrations, oldest first; one set for both engines. */
export const MIGRATIONS = [
  FirstSchema1764028800000,
  KnowledgeAndPromises1764201600000,
  SplitContacts1764460800000,
  Corrections1764633600000,
  Identity1764720000000,
  AccountStates1764806400000,
  Incidents1764892800000,
  Appeals1764979200000,
  RuleReplays1765065600000,
  Polls1765152000000,
  Onboarding1765238400000,
  SecondOpinions1765324800000,
  Registrations1765411200000,
  FollowUp1765584000000,
  LeadRouting1765670400000,
  PollsAsDrafts1765672000000,
  StaffGroups1765672100000,
  LeadsOfCustomers1765674000000,
  Points1765675000000,
  EndedSessions1765675100000,
  ActivityPlans1765676000000,
  Contacts1765677000000,
  SecondYes1765677100000,
  Mutes1765756800000,
  CustomerProfiles1765843200000,
  Presence1765930000000,
  LeadReminders1765933000000,
  InvitationsAndRadar1765933100000,
  ActivityDays1765934000000,
  BroadcastTargets1765935000000,
  CareNotes1765941000000,
  GroupDays1765942000000,
  GroupSizes1765942100000,
  ReplaySources1765942200000,
  Paths1765943000000,
  CustomerMerges1765944000000,
  CustomerMatches1765944100000,
  EndedLeads1765945000000,
  InquiriesOfATime1765946000000,
  MutedBy1765947000000,
]
