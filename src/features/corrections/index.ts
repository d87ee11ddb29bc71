export {
  describeLearning,
  type Learner,
  type LearningReport,
  learnAtNight,
  type Quality,
  readCorrections,
  refuse,
} from './learning.js'
export { createCorrectionsStep } from './step.js'
