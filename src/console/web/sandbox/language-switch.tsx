import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLocale } from '../i18n.js'

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <Button
      size="small"
      type="text"
      icon={<GlobalOutlined />}
      onClick={() => void switchLocale(other)}
      aria-label={t('language.switchTo')}
      data-testid="language"
    >
      {t('language.switch')}
    </Button>
  )
}
