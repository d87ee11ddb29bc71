import {
  activitiesStaffStep,
  activitiesStep,
  activityDeskStep,
  createAfterStep,
  createDoorDeskStep,
  createFormStep,
  createGuestStep,
} from '../features/activities/index.js'
import {
  createBroadcastDeskStep,
  createBroadcastStep,
  pollsStaffStep,
  pollVoteStep,
} from '../features/broadcasts/index.js'
import { careStaffStep, readSubscription, subscriptionStep } from '../features/care/index.js'
import { createCorrectionsStep } from '../features/corrections/index.js'
import {
  carStep,
  classStep,
  createCustomerDeskStep,
  createCustomersStep,
  createExportStep,
} from '../features/customers/index.js'
import { createIdentityStep } from '../features/identity/index.js'
import { createInquiriesStep, knowledgeStaffStep } from '../features/inquiries/index.js'
import { groupsStaffStep, incidentsStaffStep, incidentsStep } from '../features/insight/index.js'
import { invitationsStep } from '../features/invitations/index.js'
import {
  createDoorStep,
  createRegisterStep,
  dutyStep,
  followUpStep,
  gradeStep,
  leadDeskStep,
  leadsStaffStep,
  leadsStep,
  levelStep,
  openDoor,
} from '../features/leads/index.js'
import { createMatchStep, createMerge, createMergingStep, type PointsMover } from '../features/merging/index.js'
import { createOnboardingStep, onboardingStaffStep, presenceStep } from '../features/onboarding/index.js'
import { opinionsStep } from '../features/opinions/index.js'
import { createPointsStep, joinPoints, partPoints } from '../features/points/index.js'
import { promisesStaffStep, promisesStep } from '../features/promises/index.js'
import { radarStep } from '../features/radar/index.js'
import { createRegistrationStep } from '../features/registration/index.js'
import { replyStep } from '../features/reply-step.js'
import {
  appealStep,
  createRulesStep,
  muteLiftedStep,
  picturesStep,
  replayTickStep,
  rulesConfigureStep,
  rulesStaffStep,
  type Thresholds,
} from '../features/rules/index.js'
import { staffStep } from '../features/staff/index.js'
import type { Step } from '../features/step.js'
import { takenBackStep } from '../features/taken-back-step.js'
import type { Vault } from '../kit/crypto.js'
import type { Understand } from '../understanding/meaning.js'
import { giveOrder, prepareWalk, turnAgain } from './hear.js'

export interface StepOptions {
  vault: Vault
  /** How sure the bot has to be before it acts on a member. */
  thresholds: Thresholds
  understand: Understand
}

const POINTS: PointsMover = { join: joinPoints, part: partPoints }

/** Two customers turned out to be one. */
export const mergeCustomers = createMerge(POINTS)

/** THE order in which a message is looked at. A step that does not call `next` ends its way. */
export const createSteps = ({ vault, thresholds, understand }: StepOptions): readonly Step[] => [
  createIdentityStep(vault, mergeCustomers),
  createMatchStep(vault, mergeCustomers),
  presenceStep,
  takenBackStep,
  createRegistrationStep(vault),
  createPointsStep(vault, openDoor),
  // 退订 is no answer to a question.
  createGuestStep(vault, (said) => readSubscription(said) !== null),
  createFormStep(vault),
  createOnboardingStep(vault, understand),
  muteLiftedStep,
  picturesStep,
  createRulesStep(thresholds, understand),
  correctionsStep({ thresholds, understand }),
  opinionsStep,
  rulesStaffStep,
  rulesConfigureStep,
  replayTickStep,
  appealStep,
  onboardingStaffStep,
  createDoorStep(vault),
  createRegisterStep(vault),
  gradeStep,
  leadsStaffStep,
  followUpStep,
  leadDeskStep,
  dutyStep,
  levelStep,
  invitationsStep,
  radarStep,
  createCustomerDeskStep(vault),
  createExportStep(vault),
  createMergingStep(POINTS),
  classStep,
  careStaffStep,
  activitiesStaffStep,
  activityDeskStep,
  createDoorDeskStep(vault),
  createAfterStep(vault),
  createBroadcastDeskStep(vault),
  createBroadcastStep(vault),
  knowledgeStaffStep,
  pollsStaffStep,
  incidentsStaffStep,
  groupsStaffStep,
  promisesStaffStep,
  subscriptionStep,
  carStep,
  staffStep,
  createCustomersStep(vault),
  pollVoteStep,
  activitiesStep,
  promisesStep,
  createInquiriesStep(),
  incidentsStep,
  leadsStep,
  replyStep,
]

/** What the staff correct is put right by the steps that would have done it by themselves. */
const correctionsStep = ({ thresholds, understand }: Pick<StepOptions, 'thresholds' | 'understand'>): Step =>
  createCorrectionsStep({
    understand,
    order: (batch, turn, command) => giveOrder([rulesStaffStep, leadsStaffStep], batch, turn, command),
    async hearAgain(batch, turn, message, meaning) {
      // Whatever is longer than the message is more than the message.
      const read: Understand = (text) => (text.length <= message.text.length ? meaning : understand(text))
      const steps = [createRulesStep(thresholds, read), leadsStep, replyStep]
      return prepareWalk(steps, batch, await turnAgain(batch, turn, message, meaning))
    },
  })

/** What a message goes through when it comes again, after it waited for a second opinion. */
export const createLateSteps = ({ thresholds, understand }: StepOptions): readonly Step[] => [
  opinionsStep,
  createRulesStep(thresholds, understand),
  leadsStep,
  replyStep,
]
