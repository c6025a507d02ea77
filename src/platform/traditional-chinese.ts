/**
 * The Traditional characters of the words that the desk knows, each above its Simplified one. One stands for one, so that what is
 * found in the Simplified line is where it was in the line as typed. A whole converter is a megabyte of words that no form has.
 */
const traditional =
  '訂單購買採請給為幫謝軟體產歷記錄新增鑰憑續約租期剩餘審閱業務擊壓號碼張個萬億兩貳參陸禮拜這週從過後間終報價條續點時區語言設定動誌權檢視顯現' +
  '說開關閉將標準資料庫據爾雲計劃類選擇應許證書處聯繫問題費額獲載連結鏈發貨單據戶稱聽讀寫錯誤檔嗎來實質際邊對麼誰們讓還沒無變' +
  '啟動網絡綫線終賬帳匯總預約題專級層責輸內國際電腦廠東車門見長樂習歡愛學會數銷組項臺儲雙幾'
const simplifiedOf =
  '订单购买采请给为帮谢软体产历记录新增钥凭续约租期剩余审阅业务击压号码张个万亿两贰叁陆礼拜这周从过后间终报价条续点时区语言设定动志权检视显现' +
  '说开关闭将标准资料库据尔云计划类选择应许证书处联系问题费额获载连结链发货单据户称听读写错误档吗来实质际边对么谁们让还没无变' +
  '启动网络线线终账帐汇总预约题专级层责输内国际电脑厂东车门见长乐习欢爱学会数销组项台储双几'

const pairs = new Map(
  Array.from(traditional, (character, at) => [character, simplifiedOf[at] ?? character] as const).filter(
    ([one, other]) => one !== other,
  ),
)
const any = new RegExp(`[${[...pairs.keys()].join('')}]`, 'gu')

/** As long as the text, letter for letter. */
export const simplified = (text: string): string => text.replace(any, (character) => pairs.get(character) ?? character)

export const isTraditional = (text: string): boolean => text.search(any) >= 0
