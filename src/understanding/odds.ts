/** A probability after one more witness, who multiplies the odds by `times`. */
export const witnessed = (score: number, times: number): number => (score * times) / (score * times + 1 - score)
