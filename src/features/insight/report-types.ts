/** What `cheyou import --json` prints. Times are local, `2026-09-13 13:15:50`; accounts are QQ numbers or the like. */
export interface Report {
  file: string
  /** Messages of people in the file, and how many of them were new to the database. */
  messages: number
  added: number
  skipped: { line: number; reason: string }[]
  members: number
  staff: { account: string; name: string }[]
  leads: {
    account: string
    name: string
    kinds: string[]
    level: string
    score: number
    firstMessageAt: string
    evidence: { at: string; quote: string }[]
  }[]
  /** Topic → number of questions. */
  inquiries: Record<string, number>
  violations: { account: string; name: string; at: string; label: string; quote: string }[]
  newcomers: { account: string; name: string; at: string; cardOk: boolean | null }[]
  rsvps: {
    event: string
    /** Those who are still coming at the end. */
    people: { account: string; name: string; adults: number; children: number; state: 'coming' | 'waiting' }[]
  }[]
  /** One entry for each grievance; `quote` is its loudest message, `names` are those of `accounts`. */
  complaints: { from: string; to: string; accounts: string[]; names: string[]; quote: string }[]
  health: Health
}

export interface Health {
  days: number
  messagesPerDay: number
  /** Above 300 messages a day very active, 50 to 300 active, below inactive. */
  activity: 'very_active' | 'active' | 'inactive'
  members: number
  /** Members who said something in the last 7 days of the history. */
  activeMembers: number
  joined: number
  left: number
  /** Questions, and how many of them were answered. */
  questions: number
  answered: number
}
