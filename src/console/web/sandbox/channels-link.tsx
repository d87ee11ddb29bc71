import { useTranslation } from 'react-i18next'

export function ChannelsLink() {
  const { t } = useTranslation()
  return (
    <a href="#/channels" data-testid="channels-open">
      {t('channels.open')}
    </a>
  )
}
