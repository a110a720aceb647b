/**
 * Words that most of the often used passwords are made of, in lower case and without the digits and signs around them. A password is refused when it is
 * one of these and such trimmings, whatever its length.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
  password passwort motdepasse contrasena senha mima mypassword passw pass passpass passwordpassword
  qwerty qwertyuiop qwertyui qwertz qwertzuiop azerty azertyuiop asdfgh asdfghjkl asdfasdf zxcvbnm zxcvbn qazwsx qazwsxedc
  qweasdzxc qweasd qwerasdf poiuytrewq lkjhgfdsa mnbvcxz wsxedc
  iloveyou iloveyoubaby loveyou iloveu woaini aini loveme lovely forever
  admin administrator adminadmin root rootroot superuser sysadmin guest guestguest test testtest tester testing demo user username
  login welcome welcomehome letmein letmeinnow changeme changeit default secret topsecret temppass temporary nopassword
  abc abcabc abcd abcdef abcdefg abcdefgh abcdefghij
  monkey dragon princess sunshine football baseball basketball superman batman spiderman starwars pokemon minecraft
  michael jordan jennifer jessica ashley charlie daniel thomas
  shadow master hunter killer trustno freedom whatever computer internet samsung iphone google facebook
  school schoolschool teacher student classroom lesson lehrer schule escuela xuexiao laoshi xuesheng
  lockstep lockstepadmin
  spring summer autumn winter january february monday tuesday
  hello helloworld hellohello nihao
  `
    .split(/\s+/)
    .filter(Boolean),
);
