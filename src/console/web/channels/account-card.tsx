import { useTranslation } from 'react-i18next'
import type { ChannelView } from '../../deps.js'
import { useTimes } from '../sandbox/use-times.js'
import { Capabilities } from './capabilities.js'
import { LoginCode } from './login-code.js'

export function AccountCard({ channel }: { channel: ChannelView }) {
  const { t } = useTranslation()
  const time = useTimes()
  const { kind, account, state, since, problem, lastEventAt, waiting, qr, capabilities } = channel
  const standing =
    state && since !== null
      ? t('channels.since', { state: t(`channels.state.${state}`), time: time(since) })
      : t('channels.never')
  return (
    <section className="account" data-testid={`account-${kind}-${account}`} data-state={state}>
      <h2>
        <span className={`account-dot account-${state}`} aria-hidden />
        {t(`channels.kind.${kind}`)} <span className="account-id">{account}</span>
      </h2>
      <p className="account-standing">{standing}</p>
      {problem && (
        <p className="account-problem" role="alert">
          {t(`channels.problem.${problem}`)}
        </p>
      )}
      {qr && <LoginCode qr={qr} />}
      <p className="account-fact">
        {lastEventAt === null ? t('channels.silent') : t('channels.last', { time: time(lastEventAt) })}
      </p>
      <p className="account-fact">{t('channels.waiting', { count: waiting })}</p>
      <Capabilities of={capabilities} />
    </section>
  )
}
