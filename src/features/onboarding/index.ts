export { checkCard } from './check-card.js'
export { onboardingStep } from './step.js'
