/** Whoever changes who has a lead waits behind this name (`lock`), so that of two who claim it one comes first. */
export const LEADS_LOCK = 'leads'
