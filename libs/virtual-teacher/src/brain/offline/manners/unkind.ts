const abuse =
  /\b(?:fuck\w*|shit\w*|bitch\w*|bastard|asshole|dickhead|cunt|wanker|twat|moron|(?:you|u|ur|teacher|this teacher is|are)(?: \w+){0,2} (?:idiots?|stupid|dumb|suck|loser|ugly)|stupid (?:teacher|question|lesson|robot)|shut up|go to hell)\b|你(?:是)?(?:傻|笨蛋|白痴|蠢|混蛋)|^(?:大?笨蛋|白痴|傻瓜|蠢货|混蛋|王八蛋)[!！。]*$|去死(?!亡)|傻[逼比屄]|他妈的|滚(?:开|蛋)|\b(?:arschloch|scheiße|merde|putain|connard|mierda|puta)\b/;

/** Whether a normalised text insults somebody: it is not praised, whatever else it says. */
export const isUnkind = (text: string): boolean => abuse.test(text);
