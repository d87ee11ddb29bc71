import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

interface NewcomerFormProps {
  open: boolean
  onClose(): void
  onSubmit(newcomer: { nickname: string; card?: string }): Promise<boolean>
}

interface Fields {
  nickname: string
  card?: string
}

export function NewcomerForm({ open, onClose, onSubmit }: NewcomerFormProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Fields>()
  const submit = async ({ nickname, card }: Fields) => {
    if (!(await onSubmit({ nickname, ...(card?.trim() ? { card } : {}) }))) return
    form.resetFields()
    onClose()
  }
  return (
    <Modal
      open={open}
      title={t('newcomer.title')}
      okText={t('newcomer.ok')}
      cancelText={t('cancel')}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={400}
      okButtonProps={{ 'data-testid': 'newcomer-ok' }}
    >
      <p className="hint">{t('newcomer.intro')}</p>
      <Form form={form} layout="vertical" onFinish={submit} requiredMark={false}>
        <Form.Item
          name="nickname"
          label={t('newcomer.nickname')}
          rules={[{ required: true, whitespace: true, message: t('newcomer.nicknameNeeded') }]}
        >
          <Input
            maxLength={40}
            placeholder={t('newcomer.nicknameHint')}
            autoComplete="off"
            data-testid="newcomer-nickname"
          />
        </Form.Item>
        <Form.Item name="card" label={t('newcomer.card')}>
          <Input maxLength={60} placeholder={t('newcomer.cardHint')} autoComplete="off" data-testid="newcomer-card" />
        </Form.Item>
        <button type="submit" hidden />
      </Form>
    </Modal>
  )
}
