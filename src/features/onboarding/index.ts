export { greetTogether } from './greet.js'
export { onboardingStaffStep } from './staff-step.js'
export { createOnboardingStep } from './step.js'
export { listStrangers, sweepCards } from './sweep.js'
