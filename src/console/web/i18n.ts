import i18next, { type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { fetchTexts } from './api.js'

export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

const REMEMBERED = 'cheyou.locale'

/** The sentences come from the server, where a dealer may have changed them. */
export async function loadI18n(): Promise<i18n> {
  await i18next.use(initReactI18next).init({
    lng: rememberedLocale(),
    fallbackLng: false,
    partialBundledLanguages: true,
    resources: {},
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await switchLocale(rememberedLocale())
  return i18next
}

export async function switchLocale(locale: Locale): Promise<void> {
  if (!i18next.hasResourceBundle(locale, 'translation')) {
    i18next.addResourceBundle(locale, 'translation', await fetchTexts(locale))
  }
  await i18next.changeLanguage(locale)
  localStorage.setItem(REMEMBERED, locale)
  document.documentElement.lang = locale
  document.title = i18next.t('title')
}

function rememberedLocale(): Locale {
  const remembered = localStorage.getItem(REMEMBERED)
  return LOCALES.find((locale) => locale === remembered) ?? 'zh-CN'
}
