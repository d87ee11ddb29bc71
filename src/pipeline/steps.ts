import { activitiesStaffStep, activitiesStep } from '../features/activities/index.js'
import { broadcastStep } from '../features/broadcasts/index.js'
import { createCustomersStep } from '../features/customers/index.js'
import { createInquiriesStep, knowledgeStaffStep } from '../features/inquiries/index.js'
import { incidentsStaffStep, incidentsStep } from '../features/insight/index.js'
import { leadsStaffStep, leadsStep } from '../features/leads/index.js'
import { onboardingStep } from '../features/onboarding/index.js'
import { promisesStaffStep, promisesStep } from '../features/promises/index.js'
import { replyStep } from '../features/reply-step.js'
import { createRulesStep, rulesStaffStep, type Thresholds } from '../features/rules/index.js'
import { staffStep } from '../features/staff/index.js'
import type { Step } from '../features/step.js'
import type { Vault } from '../kit/crypto.js'
import type { Understand } from '../understanding/meaning.js'

export interface StepOptions {
  vault: Vault
  /** How sure the bot has to be before it acts on a member. */
  thresholds: Thresholds
  understand: Understand
}

/** THE order in which a message is looked at. A step that does not call `next` ends its way. */
export const createSteps = ({ vault, thresholds, understand }: StepOptions): readonly Step[] => [
  onboardingStep,
  createRulesStep(thresholds, understand),
  rulesStaffStep,
  leadsStaffStep,
  activitiesStaffStep,
  broadcastStep,
  knowledgeStaffStep,
  incidentsStaffStep,
  promisesStaffStep,
  staffStep,
  createCustomersStep(vault),
  activitiesStep,
  promisesStep,
  createInquiriesStep(),
  incidentsStep,
  leadsStep,
  replyStep,
]
