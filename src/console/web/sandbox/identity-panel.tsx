import { RollbackOutlined, UserAddOutlined } from '@ant-design/icons'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SandboxState } from '../../deps.js'
import { leave, rejoin, setCard, welcome } from '../api.js'
import { Avatar } from './avatar.js'
import { CardForm } from './card-form.js'
import { IdentitySelect } from './identity-select.js'
import { groupFor, isIn, personOf } from './names.js'
import { NewcomerForm } from './newcomer-form.js'
import { QuickSwitch } from './quick-switch.js'
import { useAct } from './use-act.js'

interface IdentityPanelProps {
  state: SandboxState
  as: string
  been: string[]
  onBecome(person: string): void
  refresh(): Promise<void>
}

/** Who one is, and what a person can do besides speaking: come, change the card, go. */
export function IdentityPanel({ state, as, been, onBecome, refresh }: IdentityPanelProps) {
  const { t } = useTranslation()
  const act = useAct()
  const [form, setForm] = useState<'newcomer' | 'card'>()
  const owners = groupFor(state, 'owners')
  const me = personOf(state, as)
  const inside = owners !== undefined && isIn(owners, as)
  const card = owners?.members.find(({ person }) => person === as)?.card
  const close = () => setForm(undefined)

  const comeIn = (newcomer: { nickname: string; card?: string }) =>
    act(async () => {
      const came = await welcome(newcomer)
      await refresh()
      onBecome(came.person.id)
      return came
    })

  return (
    <div className="identity">
      <div className="identity-title">{t('identity.title')}</div>
      <div className="identity-row">
        {me && <Avatar of={{ ...me, ...(card ? { card } : {}) }} small />}
        <IdentitySelect state={state} as={as} onBecome={onBecome} />
      </div>
      <QuickSwitch state={state} as={as} been={been} onBecome={onBecome} />
      {inside && (
        <div className="identity-card">
          {t('identity.cardHint')}: {card ? <b>{card}</b> : t('identity.noCard')}
        </div>
      )}
      <div className="identity-actions">
        <Button size="small" icon={<UserAddOutlined />} onClick={() => setForm('newcomer')} data-testid="newcomer-open">
          {t('identity.newcomer')}
        </Button>
        {inside ? (
          <>
            <Button size="small" onClick={() => setForm('card')} data-testid="card-open">
              {t('identity.card')}
            </Button>
            <Popconfirm
              title={t('identity.leaveSure')}
              okText={t('confirm')}
              cancelText={t('cancel')}
              onConfirm={() => act(() => leave(as, owners.id))}
            >
              <Button size="small" data-testid="leave">
                {t('identity.leave')}
              </Button>
            </Popconfirm>
          </>
        ) : (
          owners && (
            <Button
              size="small"
              icon={<RollbackOutlined />}
              onClick={() => void act(() => rejoin(as, owners.id))}
              data-testid="rejoin"
            >
              {t('identity.rejoin')}
            </Button>
          )
        )}
      </div>
      <NewcomerForm open={form === 'newcomer'} onClose={close} onSubmit={comeIn} />
      {owners && (
        <CardForm
          key={`${as}-${card}`}
          open={form === 'card'}
          card={card ?? ''}
          onClose={close}
          onSubmit={(next) => act(() => setCard(as, next, owners.id))}
        />
      )}
    </div>
  )
}
