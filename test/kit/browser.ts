import { existsSync } from 'node:fs'
import chromiumOfNpm from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const OF_THE_SYSTEM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium of the system, or the one that comes from npm where there is none. */
export async function openBrowser(): Promise<Browser> {
  const installed = OF_THE_SYSTEM.find((file) => existsSync(file))
  // Containers run as root and have a small /dev/shm.
  if (installed)
    return chromium.launch({ executablePath: installed, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  // In one process, as that one wants it for the cloud, service workers bring it down.
  const args = chromiumOfNpm.args.filter((arg) => arg !== '--single-process')
  return chromium.launch({ executablePath: await chromiumOfNpm.executablePath(), args })
}
