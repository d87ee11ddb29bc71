export { autoTagText, ruleOf } from './by.js'
export { tagByRules } from './nightly.js'
