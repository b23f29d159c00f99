// What is said when nothing else could be shown. Words of its own, as every page carries this one: with the files of messages
// it outweighed the pages. Its test holds them to messages/<language>.json.

import type { Locale } from '@/lib/domain/locales'

type CrashWords = { crashTitle: string; crashBody: string; crashAction: string }

/** `errors.crash…` of each language. */
export const CRASH_WORDS: Readonly<Record<Locale, CrashWords>> = {
  en: {
    crashTitle: 'Milepost could not show this page',
    crashBody:
      'The vehicles are not affected. Try again; if it keeps failing, tell your administrator the time it happened.',
    crashAction: 'Try again',
  },
  es: {
    crashTitle: 'Milepost no pudo mostrar esta página',
    crashBody:
      'Los vehículos no se ven afectados. Intente de nuevo; si sigue fallando, indique a su administrador la hora en que ocurrió.',
    crashAction: 'Reintentar',
  },
  pt: {
    crashTitle: 'O Milepost não conseguiu mostrar esta página',
    crashBody:
      'Os veículos não são afetados. Tente novamente; se continuar falhando, informe ao administrador o horário em que aconteceu.',
    crashAction: 'Tentar novamente',
  },
  fr: {
    crashTitle: 'Milepost n’a pas pu afficher cette page',
    crashBody:
      'Les véhicules ne sont pas concernés. Réessayez ; si cela persiste, indiquez l’heure de l’erreur à votre administrateur.',
    crashAction: 'Réessayer',
  },
  zh: {
    crashTitle: 'Milepost 无法显示此页面',
    crashBody: '车辆不受影响。请重试；如仍失败，请将发生时间告知管理员。',
    crashAction: '重试',
  },
  ar: {
    crashTitle: 'تعذّر على Milepost عرض هذه الصفحة',
    crashBody: 'لا تأثير على المركبات. أعد المحاولة؛ وإن تكرر الفشل فأخبر المسؤول بوقت حدوثه.',
    crashAction: 'إعادة المحاولة',
  },
}
