export { onboardingStep } from './step.js'
