import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface CardFormProps {
  open: boolean
  card: string
  onClose(): void
  onSubmit(card: string): Promise<boolean>
}

export function CardForm({ open, card, onClose, onSubmit }: CardFormProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(card)
  const submit = async () => {
    if (await onSubmit(text)) onClose()
  }
  return (
    <Modal
      open={open}
      title={t('card.title')}
      okText={t('card.ok')}
      cancelText={t('cancel')}
      onOk={submit}
      onCancel={onClose}
      width={400}
      okButtonProps={{ 'data-testid': 'card-ok' }}
    >
      <Input
        value={text}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={() => void submit()}
        maxLength={60}
        placeholder={t('newcomer.cardHint')}
        aria-label={t('identity.card')}
        data-testid="card-input"
      />
    </Modal>
  )
}
