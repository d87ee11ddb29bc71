import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 375, height: 740 }

const PATIENCE_MS = 15_000

export interface Seat {
  /** Opens an address of the page in a tab of its own. */
  opens(path: string): Promise<Page>
  /** Opens the page in a tab of its own, as somebody and in a room. */
  visit(as?: string, room?: string): Promise<Visitor>
  /** By how many pixels the widest of the open tabs is wider than the screen; 0 or less when all fit. */
  reachOver(): Promise<number>
  /** Closes the tabs. */
  leave(): Promise<void>
}

/** A screen to sit at. Its tabs share what the browser keeps, so that the page is fetched once. */
export async function takeSeat(browser: Browser, url: string, screen: typeof DESK): Promise<Seat> {
  const context: BrowserContext = await browser.newContext({ viewport: screen, reducedMotion: 'reduce' })
  context.setDefaultTimeout(PATIENCE_MS)
  async function opens(path: string): Promise<Page> {
    const page = await context.newPage()
    await page.goto(url + path)
    return page
  }
  return {
    opens,
    async visit(as = '', room = 'owners') {
      const page = await opens(`/?${new URLSearchParams({ as, room })}`)
      await page.getByTestId(`timeline-${room}`).locator('article').first().waitFor()
      return createVisitor(page, screen.width < 768)
    },
    async reachOver() {
      const widths = context.pages().map((page) => page.evaluate(() => document.documentElement.scrollWidth))
      return Math.max(...(await Promise.all(widths))) - screen.width
    },
    async leave() {
      await Promise.all(context.pages().map((page) => page.close()))
    },
  }
}

/** A person in front of the page: what one does there, and what one sees. */
function createVisitor(page: Page, phone: boolean) {
  const see = (locator: Locator) => locator.waitFor()
  const posts = (room: string, from: string, words: string | RegExp) =>
    page.getByTestId(`timeline-${room}`).locator(`article[data-from="${from}"]`).filter({ hasText: words })
  /** Who one is and the list of rooms are behind a button on a phone. */
  const openDrawer = async () => {
    if (phone) await page.getByTestId('identity-open').click()
  }

  return {
    page,
    openDrawer,
    async says(words: string) {
      await page.getByTestId('composer-input').locator('visible=true').fill(words)
      await page.getByTestId('composer-send').click()
    },
    /** The newest post of a person with these words. */
    post: (room: string, from: string, words: string | RegExp) => posts(room, from, words).last(),
    hears: (words: string | RegExp, room = 'owners') => see(posts(room, 'cheyou', words).last()),
    /** Presses a button of the newest post of the bot that has it. */
    async presses(label: string, words: string | RegExp, room = 'owners') {
      await posts(room, 'cheyou', words).getByRole('button', { name: label }).last().click()
    },
    async goesTo(room: string) {
      if (phone) await page.getByTestId('rooms-open').click()
      await page.getByTestId(`room-${room}`).click()
      await see(page.getByTestId(`timeline-${room}`).locator('article').first())
    },
    /** Whether the newest post of a room is in sight. */
    seesNewest: (room: string) =>
      page.getByTestId(`timeline-${room}`).evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80),
    async becomes(id: string, name: string) {
      await openDrawer()
      await page.getByTestId('as-select').click()
      await page.getByTestId('as-select').getByRole('combobox').fill(name)
      await page.getByTestId(`as-${id}`).locator('visible=true').last().click()
      await page.waitForURL(new RegExp(`as=${id}`))
    },
    async joins(nickname: string, card: string) {
      await openDrawer()
      await page.getByTestId('newcomer-open').click()
      await page.getByTestId('newcomer-nickname').fill(nickname)
      await page.getByTestId('newcomer-card').fill(card)
      await page.getByTestId('newcomer-ok').click()
      await page.getByTestId('newcomer-nickname').waitFor({ state: 'hidden' })
    },
    async asksWhy(room: string, from: string, words: string) {
      const post = posts(room, from, words).last()
      await post.hover()
      await post.getByTestId(/^explain-/).click()
      await see(page.getByTestId('explain-verdict'))
    },
  }
}

export type Visitor = ReturnType<typeof createVisitor>
