import { LeftOutlined } from '@ant-design/icons'
import { Empty, Spin } from 'antd'
import { useTranslation } from 'react-i18next'
import { LanguageSwitch } from '../sandbox/language-switch.js'
import { Status } from '../sandbox/status.js'
import { ZoneContext } from '../sandbox/use-times.js'
import { AccountCard } from './account-card.js'
import { useChannels } from './use-channels.js'

/** Every account of ours: how it fares, and what its platform lets the bot do. */
export function ChannelsPage() {
  const { t } = useTranslation()
  const { channels, health, connected } = useChannels()
  const real = channels
    ?.filter(({ kind }) => kind !== 'sandbox')
    // Whoever comes to scan a code finds it at the top.
    .sort((a, b) => Number(Boolean(b.qr)) - Number(Boolean(a.qr)))
  return (
    <ZoneContext value={health?.zone}>
      <div className="channels">
        <header className="channels-head">
          <a href="#/" className="channels-back" aria-label={t('channels.back')} data-testid="channels-back">
            <LeftOutlined />
          </a>
          <h1>{t('channels.title')}</h1>
          <Status connected={connected} health={health} />
          <LanguageSwitch />
        </header>
        {!channels && <Spin className="page-wait" />}
        {real?.length === 0 && <Empty description={t('channels.none')} />}
        <main className="channels-list">
          {real?.map((channel) => (
            <AccountCard key={`${channel.kind} ${channel.account}`} channel={channel} />
          ))}
        </main>
      </div>
    </ZoneContext>
  )
}
