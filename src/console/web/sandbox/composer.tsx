import { CloseOutlined, SendOutlined } from '@ant-design/icons'
import { Button, Mentions } from 'antd'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PostView, SandboxState } from '../../deps.js'
import { say } from '../api.js'
import { findMentions, nameIn, type ShownRoom, senderName } from './names.js'
import { chipsFor, TryChips } from './try-chips.js'
import { useAct } from './use-act.js'

interface ComposerProps {
  state: SandboxState
  room: ShownRoom
  as: string
  replyTo: PostView | undefined
  onReplied(): void
  /** Ids of the parts begin with it: two composers may be in sight. */
  testPrefix: string
}

export function Composer({ state, room, as, replyTo, onReplied, testPrefix }: ComposerProps) {
  const { t } = useTranslation()
  const act = useAct()
  const [text, setText] = useState('')
  const [sending, setSending] = useState(false)
  // The same words sent again because the answer got lost are the same message.
  const tried = useRef<{ text: string; clientId: string }>(undefined)

  const others = room.members.filter(({ person }) => person !== as)
  const names = others.map(({ person }) => ({ id: person, name: nameIn(state, room, person) }))

  const send = async () => {
    if (!text.trim() || sending) return
    setSending(true)
    const mentions = findMentions(text, names)
    if (tried.current?.text !== text) tried.current = { text, clientId: newClientId() }
    const draft = {
      as,
      text: text.trim(),
      clientId: tried.current.clientId,
      ...(replyTo ? { replyTo: replyTo.id } : {}),
      ...(mentions.length ? { mentions } : {}),
    }
    if (await act(() => say(room.id, draft))) {
      tried.current = undefined
      setText('')
      onReplied()
    }
    setSending(false)
  }

  const onPressEnter = (event: KeyboardEvent) => {
    // While an input method is composing, Enter belongs to it.
    if (event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }

  return (
    <div className="composer">
      <TryChips kinds={chipsFor(state, room, as)} onPick={setText} testPrefix={testPrefix} />
      {replyTo && (
        <div className="replying">
          <span className="replying-text">
            {t('composer.replyingTo', { name: senderName(replyTo.from) })}: {replyTo.text}
          </span>
          <Button
            size="small"
            type="text"
            icon={<CloseOutlined />}
            onClick={onReplied}
            aria-label={t('composer.stopReply')}
          />
        </div>
      )}
      <div className="composer-row">
        <Mentions
          value={text}
          onChange={setText}
          onPressEnter={onPressEnter}
          options={names.map(({ id, name }) => ({ key: id, value: name, label: name }))}
          placement="top"
          autoSize={{ minRows: 1, maxRows: 5 }}
          placeholder={t('composer.placeholder')}
          aria-label={t('composer.label')}
          enterKeyHint="send"
          maxLength={4000}
          data-testid={`${testPrefix}composer-input`}
        />
        <Button
          type="primary"
          icon={<SendOutlined />}
          onClick={() => void send()}
          loading={sending}
          disabled={!text.trim()}
          aria-label={t('composer.send')}
          data-testid={`${testPrefix}composer-send`}
        />
      </div>
    </div>
  )
}

/** Not crypto.randomUUID: browsers keep that for https, and a phone in the shop comes over plain http. */
function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-')
}
