import { ChannelsPage } from './channels/channels-page.js'
import { SandboxPage } from './sandbox/sandbox-page.js'
import { useHash } from './use-hash.js'

/** The page that the address names. */
export function Page() {
  return useHash() === '#/channels' ? <ChannelsPage /> : <SandboxPage />
}
