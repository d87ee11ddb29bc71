import type { LearnOptions } from './learn.js'

/** A feature that fewer messages have says nothing of other people's texts. */
export const LEAST_MESSAGES = 6

/** Chosen by what measured best on files held out; see docs/understanding.md. */
export const OPTIONS: LearnOptions = { passes: 8, rate: 0.6, dropout: 0.5, hidden: 40, nets: 3, seed: 20 }
