import type { EscalationSignal } from '@tocsin/shared/complaints';

export const ESCALATION_WORDS: Record<Exclude<EscalationSignal, 'threat' | 'reach'>, string> = {
  repeatContact:
    '再次投诉|再次反映|再次联系|多次投诉|多次反映|多次联系|多次致电|多次沟通|多次催|反复投诉|反复联系|反复沟通|反复催|又来投诉|又投诉|又打电话|又打了|又催|继续投诉|二次投诉|还是没解决|至今没解决|依然没有解决|一直没解决|仍未解决|打了无数|打了很多次|打了好几次|打了好几个|打了十几|打了几十|每天打|天天打|contacted you again|called again|called several times|called many times|called multiple times|multiple times|several times|again and again|over and over|third time|second time|fourth time|keep calling|kept calling|still not resolved|still unresolved|follow up again|following up again|repeatedly|countless times',
  refused:
    "拒绝|拒不|拒赔|拒退|不予|不给退|不给换|不给赔|不给修|不肯|不同意退|不同意赔|不愿意退|不退款|不退钱|不退不换|驳回|不受理|不认账|不承认|不负责|概不负责|不赔|不支持退|无法退|不能退|refus*|denied|denies|deny|declin*|reject*|won't refund|will not refund|won't pay|not eligible|turned down",
  scriptedAnswer:
    '复制粘贴|套话|模板|话术|机器人回复|机器人客服|自动回复|千篇一律|同样的话|一样的话|还是那句|翻来覆去|只会说|官方回复|敷衍回复|车轱辘话|打官腔|每次都说|每次都是|canned|copy paste|copy-paste|copied and pasted|scripted|template reply|same answer|same reply|same response|automated reply|automated response|auto reply|bot reply|chatbot',
  noAnswer:
    "没人理|无人理|没人管|无人管|没人回|无人回复|没人接|无人接听|不接电话|打不通|接不通|联系不上|联系不到|找不到人|找不到客服|没有人工|转不到人工|转不了人工|不回复|没有回复|没回复|未回复|没回音|没有回音|没有回应|没回应|没有答复|没有任何答复|石沉大海|杳无音信|已读不回|没有下文|没下文|没有消息|没消息|没动静|没有任何进展|没有进展|没进展|一直拖|拖着不|拖到现在|no reply|no response|no answer|no update|no one answers|nobody answers|no one replied|nobody replied|ignored|ignoring|unanswered|can't reach|cannot reach|unreachable|radio silence|never got back|never called back|no one picks up|hung up on me",
  group:
    '维权群|很多人都|好多人都|大家都|不止我一个|不只我一个|不是我一个人|一群人|集体|几百人|几千人|上千人|上百人|几十个人|几十人|群里都|群里好多|群里几百|评论区全是|评论区都是|同样遭遇|同样情况|很多客户|很多顾客|很多用户|都遇到|many of us|all of us|lots of people|hundreds of|thousands of|same problem here|same issue here|everyone i know|other customers|class action|not the only one',
};

/** Bounded repetition on both sides of a number: linear whatever the text. */
export const REPEAT_PATTERN =
  /第[二三四五六七八九十两2-9]{1,2}\d{0,2}次(?=[^一-龥]|投诉|联系|打|找|反映|来|催|了|发|问|申请|购)|[打联系找反映投诉催]{1,2}了?[好几十多两三四五六七八九百2-9]{1,3}\d{0,2}[次遍个](?=[^一-龥]|电话|客服|了|都|也|人)/g;

/** From these numbers on a post reaches beyond the author's friends. */
export const REACH = { followers: 10_000, reposts: 50, comments: 50 } as const;
