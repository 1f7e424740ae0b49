<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_TW">
 <context>
  <name>Abandon</name>
  <message>
   <source>{}付款無法確認？</source>
   <translation>No answer about {}?</translation>
  </message>
  <message>
   <source>備註</source>
   <translation>Note</translation>
  </message>
  <message>
   <source>備註（選填）</source>
   <translation>Note (optional)</translation>
  </message>
  <message>
   <source>款項可能已扣，也可能沒扣。這筆不再計入，會留下待辦，之後向業者核對。</source>
   <translation>The money may have been taken, or not. It does not count here; a task is left to check with the provider.</translation>
  </message>
  <message>
   <source>款項可能已退，也可能沒退。這筆不再計入，會留下待辦，之後向業者核對。</source>
   <translation>The money may be back, or not. This payment no longer counts; a task is left to check with the provider.</translation>
  </message>
  <message>
   <source>留待核對</source>
   <translation>Check later</translation>
  </message>
 </context>
 <context>
  <name>AboutPart</name>
  <message>
   <source>{}，需要檢查：{}</source>
   <translation>{}, check: {}</translation>
  </message>
  <message>
   <source>備份</source>
   <translation>Backup</translation>
  </message>
  <message>
   <source>加密</source>
   <translation>Encryption</translation>
  </message>
  <message>
   <source>商店</source>
   <translation>Store</translation>
  </message>
  <message>
   <source>已加密</source>
   <translation>Encrypted</translation>
  </message>
  <message>
   <source>已複製</source>
   <translation>Copied</translation>
  </message>
  <message>
   <source>收銀機代號</source>
   <translation>Terminal id</translation>
  </message>
  <message>
   <source>日誌</source>
   <translation>Journal</translation>
  </message>
  <message>
   <source>未加密，只供測試</source>
   <translation>Not encrypted, for tests only</translation>
  </message>
  <message>
   <source>版本</source>
   <translation>Version</translation>
  </message>
  <message>
   <source>聯絡支援時，按複製把這些資料貼給對方</source>
   <translation>For support: copy and paste this</translation>
  </message>
  <message>
   <source>複製</source>
   <translation>Copy</translation>
  </message>
  <message>
   <source>資料夾</source>
   <translation>Folder</translation>
  </message>
  <message>
   <source>這裡沒有密碼、金鑰或顧客資料</source>
   <translation>No PINs, keys or customer data here</translation>
  </message>
  <message>
   <source>錯誤紀錄</source>
   <translation>Error log</translation>
  </message>
  <message>
   <source>關於這台收銀機</source>
   <translation>About this register</translation>
  </message>
 </context>
 <context>
  <name>Approval</name>
  <message>
   <source>免簽上限</source>
   <translation>No-approval limit</translation>
  </message>
  <message>
   <source>前次清點</source>
   <translation>Previous count</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>可自行折扣</source>
   <translation>Own discount limit</translation>
  </message>
  <message>
   <source>單價</source>
   <translation>Unit price</translation>
  </message>
  <message>
   <source>差額</source>
   <translation>Difference</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>整筆交易</source>
   <translation>Whole sale</translation>
  </message>
  <message>
   <source>核准</source>
   <translation>Approve</translation>
  </message>
  <message>
   <source>核准不退回原付款方式？</source>
   <translation>Approve refunding by another tender?</translation>
  </message>
  <message>
   <source>核准交班？</source>
   <translation>Approve closing the shift?</translation>
  </message>
  <message>
   <source>核准付款未確認就繼續？</source>
   <translation>Go on without the payment's answer?</translation>
  </message>
  <message>
   <source>核准以輸入的價格銷售？</source>
   <translation>Approve selling at the entered price?</translation>
  </message>
  <message>
   <source>核准作廢已收款的交易？</source>
   <translation>Approve voiding a paid sale?</translation>
  </message>
  <message>
   <source>核准差額超過上限的交班？</source>
   <translation>Approve closing with a difference above the limit?</translation>
  </message>
  <message>
   <source>核准改價？</source>
   <translation>Approve the price change?</translation>
  </message>
  <message>
   <source>核准更正付款方式？</source>
   <translation>Approve correcting the payment?</translation>
  </message>
  <message>
   <source>核准無收據退貨？</source>
   <translation>Approve a return without receipt?</translation>
  </message>
  <message>
   <source>核准結案？</source>
   <translation>Approve closing it?</translation>
  </message>
  <message>
   <source>核准變更設定？</source>
   <translation>Approve changing settings?</translation>
  </message>
  <message>
   <source>核准超過上限的折扣？</source>
   <translation>Approve a discount above the limit?</translation>
  </message>
  <message>
   <source>核准退貨？</source>
   <translation>Approve the return?</translation>
  </message>
  <message>
   <source>核准這個動作？</source>
   <translation>Approve this action?</translation>
  </message>
  <message>
   <source>核准這個折扣？</source>
   <translation>Approve this discount?</translation>
  </message>
  <message>
   <source>核准重新清點？</source>
   <translation>Approve counting again?</translation>
  </message>
  <message>
   <source>核准重設密碼？</source>
   <translation>Approve resetting the PIN?</translation>
  </message>
  <message>
   <source>核准開班？</source>
   <translation>Approve opening the shift?</translation>
  </message>
  <message>
   <source>核准開錢櫃？</source>
   <translation>Approve opening the drawer?</translation>
  </message>
  <message>
   <source>金額</source>
   <translation>Amount</translation>
  </message>
 </context>
 <context>
  <name>ApprovalDialog</name>
  <message>
   <source>先輸入密碼</source>
   <translation>Enter PIN first</translation>
  </message>
  <message>
   <source>先點選姓名</source>
   <translation>Choose a name first</translation>
  </message>
  <message>
   <source>先點選姓名，再輸入密碼</source>
   <translation>Choose a name first, then type the PIN</translation>
  </message>
  <message>
   <source>刷識別證，或點選姓名輸入密碼</source>
   <translation>Scan badge, or choose a name and enter PIN</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>商品未加入，先核准或取消</source>
   <translation>Not added: approve or cancel first</translation>
  </message>
  <message>
   <source>密碼不符</source>
   <translation>PIN does not match</translation>
  </message>
  <message>
   <source>密碼不符，再輸入一次</source>
   <translation>PIN does not match; enter it again</translation>
  </message>
  <message>
   <source>申請人</source>
   <translation>Requested by</translation>
  </message>
  <message>
   <source>輸入 {} 至 {} 位數密碼</source>
   <translation>Enter a PIN of {} to {} digits</translation>
  </message>
  <message>
   <source>輸入密碼</source>
   <translation>Enter PIN</translation>
  </message>
 </context>
 <context>
  <name>BackModel</name>
  <message>
   <source>已選</source>
   <translation>selected</translation>
  </message>
 </context>
 <context>
  <name>Banner</name>
  <message>
   <source>再查一次</source>
   <translation>Ask again</translation>
  </message>
 </context>
 <context>
  <name>BarePage</name>
  <message>
   <source>單價</source>
   <translation>Unit price</translation>
  </message>
  <message>
   <source>單價 {}</source>
   <translation>Unit price {}</translation>
  </message>
  <message>
   <source>掃描退回的商品</source>
   <translation>Scan the returned items</translation>
  </message>
  <message>
   <source>數量</source>
   <translation>Quantity</translation>
  </message>
  <message>
   <source>沒有條碼就輸入品名</source>
   <translation>No barcode? Type the name</translation>
  </message>
  <message>
   <source>無收據的商品</source>
   <translation>Items without a receipt</translation>
  </message>
  <message>
   <source>無收據退貨：掃描或搜尋商品，再輸入退回單價</source>
   <translation>No receipt: scan or search items, then enter the refund price</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>輸入單價</source>
   <translation>Enter the unit price</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>BeforeView</name>
  <message>
   <source>1. 清點抽屜現金，逐項輸入張數</source>
   <translation>1. Count the cash in the drawer by denomination</translation>
  </message>
  <message>
   <source>2. 送出後核對系統金額</source>
   <translation>2. Submit, then check against the system</translation>
  </message>
  <message>
   <source>3. 簽核並列印交班單</source>
   <translation>3. Sign and print the shift report</translation>
  </message>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>交班前確認</source>
   <translation>Before closing</translation>
  </message>
  <message>
   <source>保留中的交易 {} 筆</source>
   <translation>Sales on hold: {}</translation>
  </message>
  <message>
   <source>先完成收款或退回</source>
   <translation>Complete or refund first</translation>
  </message>
  <message>
   <source>先確認付款結果</source>
   <translation>Confirm the payment first</translation>
  </message>
  <message>
   <source>先處理已收款項</source>
   <translation>Settle payments taken first</translation>
  </message>
  <message>
   <source>前往收款</source>
   <translation>Go to payment</translation>
  </message>
  <message>
   <source>另有 {} 筆</source>
   <translation>{} more</translation>
  </message>
  <message>
   <source>已收款，交易未完成</source>
   <translation>Paid, sale not complete</translation>
  </message>
  <message>
   <source>接下來</source>
   <translation>Next steps</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>留到下一班</source>
   <translation>Stays for the next shift</translation>
  </message>
  <message>
   <source>確認結果，再詢問</source>
   <translation>Ask again</translation>
  </message>
  <message>
   <source>移到下一班</source>
   <translation>Moves to next shift</translation>
  </message>
  <message>
   <source>購物車還沒結帳</source>
   <translation>The cart is not paid yet</translation>
  </message>
  <message>
   <source>這些款項還不屬於任何交易，處理完才能清點</source>
   <translation>These payments belong to no sale yet; settle them before counting</translation>
  </message>
  <message>
   <source>開始清點</source>
   <translation>Start count</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
 </context>
 <context>
  <name>BlindNote</name>
  <message>
   <source>盲點：清點送出前，不顯示系統應有金額。中途可鎖定，已輸入數字會保留。</source>
   <translation>Blind count: expected amounts stay hidden until you submit. You can lock midway; figures entered are kept.</translation>
  </message>
 </context>
 <context>
  <name>BoardZone</name>
  <message>
   <source>{}，到 {}</source>
   <translation>{} until {}</translation>
  </message>
  <message>
   <source>全部訂單</source>
   <translation>All orders</translation>
  </message>
  <message>
   <source>冷藏冷凍</source>
   <translation>Chilled or frozen</translation>
  </message>
  <message>
   <source>到店付款</source>
   <translation>Pay at pickup</translation>
  </message>
  <message>
   <source>取貨碼</source>
   <translation>Pickup code</translation>
  </message>
  <message>
   <source>品名、條碼或注音</source>
   <translation>Name, barcode or bopomofo</translation>
  </message>
  <message>
   <source>已付款</source>
   <translation>Paid online</translation>
  </message>
  <message>
   <source>找不到「{}」</source>
   <translation>Nothing found for “{}”</translation>
  </message>
  <message>
   <source>掃描取貨碼或商品</source>
   <translation>Scan a pickup code or item</translation>
  </message>
  <message>
   <source>掃描或搜尋替代品</source>
   <translation>Scan or find a substitute</translation>
  </message>
  <message>
   <source>搜尋商品</source>
   <translation>Find an item</translation>
  </message>
  <message>
   <source>改看全部訂單</source>
   <translation>Show all orders instead</translation>
  </message>
  <message>
   <source>放慢接單 1 小時</source>
   <translation>Slow down, 1 hour</translation>
  </message>
  <message>
   <source>放慢接單 30 分</source>
   <translation>Slow down, 30 min</translation>
  </message>
  <message>
   <source>暫停接單 1 小時</source>
   <translation>Pause, 1 hour</translation>
  </message>
  <message>
   <source>暫停接單 15 分</source>
   <translation>Pause, 15 min</translation>
  </message>
  <message>
   <source>暫停接單 30 分</source>
   <translation>Pause for 30 min</translation>
  </message>
  <message>
   <source>替代品</source>
   <translation>Substitute</translation>
  </message>
  <message>
   <source>正常接單</source>
   <translation>Taking orders</translation>
  </message>
  <message>
   <source>沒有取貨單</source>
   <translation>No orders for pickup</translation>
  </message>
  <message>
   <source>沒有這一類的取貨單</source>
   <translation>No orders of this kind</translation>
  </message>
  <message>
   <source>線上接單</source>
   <translation>Online orders</translation>
  </message>
  <message>
   <source>線上放慢接單</source>
   <translation>Online orders slowed</translation>
  </message>
  <message>
   <source>線上暫停接單</source>
   <translation>Online orders paused</translation>
  </message>
  <message>
   <source>線上有人下單，這裡會響鈴並列出來</source>
   <translation>A new online order rings and is listed here</translation>
  </message>
  <message>
   <source>試試單號後 3 碼或電話尾碼</source>
   <translation>Try its last 3 digits or the last digits of the phone</translation>
  </message>
  <message>
   <source>顯示</source>
   <translation>Show</translation>
  </message>
 </context>
 <context>
  <name>Browse</name>
  <message>
   <source>上一頁</source>
   <translation>Previous page</translation>
  </message>
  <message>
   <source>下一頁</source>
   <translation>Next page</translation>
  </message>
  <message>
   <source>商品清單</source>
   <translation>Product list</translation>
  </message>
  <message>
   <source>圖格</source>
   <translation>Tiles</translation>
  </message>
  <message>
   <source>尚無商品資料</source>
   <translation>No products yet</translation>
  </message>
  <message>
   <source>常用</source>
   <translation>Favourites</translation>
  </message>
  <message>
   <source>清單</source>
   <translation>List</translation>
  </message>
  <message>
   <source>第 {} 頁</source>
   <translation>Page {}</translation>
  </message>
  <message>
   <source>第 {} 頁，共 {} 頁</source>
   <translation>Page {} of {}</translation>
  </message>
  <message>
   <source>請店長匯入商品目錄</source>
   <translation>Ask a manager to import the catalogue</translation>
  </message>
 </context>
 <context>
  <name>ByHand</name>
  <message>
   <source>{} · 未定價</source>
   <translation>{} · no price</translation>
  </message>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>交易完成後會列入待辦，請店長確認商品資料</source>
   <translation>After the sale, a manager is asked to check this product</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>品名（選填）</source>
   <translation>Name (optional)</translation>
  </message>
  <message>
   <source>售價</source>
   <translation>Price</translation>
  </message>
  <message>
   <source>條碼 {}</source>
   <translation>Barcode {}</translation>
  </message>
  <message>
   <source>稅別</source>
   <translation>Tax class</translation>
  </message>
  <message>
   <source>臨時品項</source>
   <translation>Unlisted item</translation>
  </message>
  <message>
   <source>臨時品項要請店長刷識別證核准</source>
   <translation>Unlisted items need a manager's badge</translation>
  </message>
 </context>
 <context>
  <name>CardList</name>
  <message>
   <source>回到前 {} 筆</source>
   <translation>First {} again</translation>
  </message>
  <message>
   <source>還有 {} 筆</source>
   <translation>{} more</translation>
  </message>
 </context>
 <context>
  <name>CardPage</name>
  <message>
   <source>{} 張</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupons</translation>
  </message>
  <message>
   <source>可用優惠券</source>
   <translation>Usable coupons</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>更換會員</source>
   <translation>Change</translation>
  </message>
  <message>
   <source>最近消費</source>
   <translation>Recent purchases</translation>
  </message>
  <message>
   <source>會員資料上傳後可看消費紀錄</source>
   <translation>Purchases can be seen once the member was sent</translation>
  </message>
  <message>
   <source>查詢中</source>
   <translation>Looking up</translation>
  </message>
  <message>
   <source>目前查不到消費紀錄，稍後再試</source>
   <translation>Purchases are not available now, try again later</translation>
  </message>
  <message>
   <source>移除會員</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>還沒有消費紀錄</source>
   <translation>No purchases yet</translation>
  </message>
  <message>
   <source>離線作業，連線後可看消費紀錄</source>
   <translation>Offline: purchases can be seen when online</translation>
  </message>
  <message>
   <source>點數</source>
   <translation>Points</translation>
  </message>
 </context>
 <context>
  <name>CartButton</name>
  <message>
   <source>取貨單</source>
   <translation>Order</translation>
  </message>
  <message>
   <source>取貨單 {} {} 件</source>
   <translation>Order {}: {} pcs</translation>
  </message>
  <message>
   <source>購物車</source>
   <translation>Cart</translation>
  </message>
  <message>
   <source>購物車 {} 件</source>
   <translation>Cart: {} pcs</translation>
  </message>
 </context>
 <context>
  <name>CartPanel</name>
  <message>
   <source>保留</source>
   <translation>Hold</translation>
  </message>
  <message>
   <source>取回</source>
   <translation>Recall</translation>
  </message>
  <message>
   <source>尚未開班，開班後才能收款</source>
   <translation>No open shift; open one to take payment</translation>
  </message>
  <message>
   <source>尚無商品</source>
   <translation>No items yet</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>掃描商品條碼，或點選商品開始</source>
   <translation>Scan a product or tap one to begin</translation>
  </message>
  <message>
   <source>收款</source>
   <translation>Pay</translation>
  </message>
  <message>
   <source>改價</source>
   <translation>Price</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>本筆交易</source>
   <translation>Current sale</translation>
  </message>
  <message>
   <source>清空</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>退款</source>
   <translation>Refund</translation>
  </message>
  <message>
   <source>開班</source>
   <translation>Open shift</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
 </context>
 <context>
  <name>ChipBar</name>
  <message>
   <source>更多</source>
   <translation>More</translation>
  </message>
 </context>
 <context>
  <name>CodePage</name>
  <message>
   <source>再看一次</source>
   <translation>View again</translation>
  </message>
  <message>
   <source>只顯示這一次。之後沒有人能再看到它，可以再產生新的</source>
   <translation>Shown only once. It cannot be viewed again, but a new one can be made</translation>
  </message>
  <message>
   <source>和復原碼不同，再核對一次</source>
   <translation>This does not match the recovery code; check it again</translation>
  </message>
  <message>
   <source>寫在紙上，放在收銀機以外、只有負責人拿得到的地方</source>
   <translation>Write it on paper and keep it away from the register, where only the owner can get it</translation>
  </message>
  <message>
   <source>我抄好了</source>
   <translation>I wrote it down</translation>
  </message>
  <message>
   <source>抄下復原碼</source>
   <translation>Write down the recovery code</translation>
  </message>
  <message>
   <source>核對復原碼</source>
   <translation>Check the recovery code</translation>
  </message>
  <message>
   <source>準備中…</source>
   <translation>Preparing...</translation>
  </message>
  <message>
   <source>看著抄下的紙，輸入這兩組</source>
   <translation>From your paper, enter these two groups</translation>
  </message>
  <message>
   <source>確認</source>
   <translation>Confirm</translation>
  </message>
  <message>
   <source>碼裡沒有字母 I、L、O、U：看起來像的是數字 1 和 0</source>
   <translation>The code has no letters I, L, O or U; what looks like one is a 1 or a 0</translation>
  </message>
  <message>
   <source>第 {} 組</source>
   <translation>Group {}</translation>
  </message>
  <message>
   <source>電腦壞了或店長忘記密碼時，只有它能救回資料</source>
   <translation>If the computer fails or the manager forgets the PIN, only this can rescue the data</translation>
  </message>
 </context>
 <context>
  <name>CodeRow</name>
  <message>
   <source>使用優惠券</source>
   <translation>Use coupon</translation>
  </message>
  <message>
   <source>加入本筆</source>
   <translation>Add to sale</translation>
  </message>
  <message>
   <source>取貨單 {}</source>
   <translation>Order {}</translation>
  </message>
  <message>
   <source>向中心查詢</source>
   <translation>Ask the centre</translation>
  </message>
  <message>
   <source>收據 {}</source>
   <translation>Receipt {}</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>本店沒有這張取貨單</source>
   <translation>This store does not have this order</translation>
  </message>
  <message>
   <source>開啟交付</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <source>開啟退換貨</source>
   <translation>Open in returns</translation>
  </message>
 </context>
 <context>
  <name>Complete</name>
  <message>
   <source>{} 項待確認商品</source>
   <translation>Items to confirm: {}</translation>
  </message>
  <message>
   <source>{} 項退回商品</source>
   <translation>{} item returned|{} items returned</translation>
  </message>
  <message>
   <source>上蓋未關</source>
   <translation>Cover open</translation>
  </message>
  <message>
   <source>不再銷售</source>
   <translation>Not for resale</translation>
  </message>
  <message>
   <source>不列印</source>
   <translation>No print</translation>
  </message>
  <message>
   <source>不退還</source>
   <translation>Stays used</translation>
  </message>
  <message>
   <source>不需收款</source>
   <translation>Nothing to pay</translation>
  </message>
  <message>
   <source>交易完成</source>
   <translation>Sale complete</translation>
  </message>
  <message>
   <source>交易已儲存</source>
   <translation>Sale saved</translation>
  </message>
  <message>
   <source>交易已存，稍後可補印</source>
   <translation>Sale is saved; print it later</translation>
  </message>
  <message>
   <source>交易明細</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>作廢</source>
   <translation>Withdrawn</translation>
  </message>
  <message>
   <source>使用 {} 點</source>
   <translation>{} pt used|{} pts used</translation>
  </message>
  <message>
   <source>依活動規則</source>
   <translation>By the campaign's rule</translation>
  </message>
  <message>
   <source>優惠券 {}</source>
   <translation>Coupon {}</translation>
  </message>
  <message>
   <source>列印中</source>
   <translation>Printing</translation>
  </message>
  <message>
   <source>印表機未連線</source>
   <translation>Printer offline</translation>
  </message>
  <message>
   <source>可再使用</source>
   <translation>Can be used again</translation>
  </message>
  <message>
   <source>可再售</source>
   <translation>Restocked</translation>
  </message>
  <message>
   <source>報廢</source>
   <translation>Written off</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>寄送明細</source>
   <translation>E-mail receipt</translation>
  </message>
  <message>
   <source>已交中心</source>
   <translation>Handed on</translation>
  </message>
  <message>
   <source>已列入店長待辦</source>
   <translation>On the manager's to-do list</translation>
  </message>
  <message>
   <source>已在別筆使用，列入店長待辦</source>
   <translation>Used in another sale: a task for the manager</translation>
  </message>
  <message>
   <source>已收款</source>
   <translation>Paid</translation>
  </message>
  <message>
   <source>已退款</source>
   <translation>Refunded</translation>
  </message>
  <message>
   <source>已退還</source>
   <translation>Given back</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>待辦</source>
   <translation>To do</translation>
  </message>
  <message>
   <source>應收 {}</source>
   <translation>Due {}</translation>
  </message>
  <message>
   <source>應退 {}</source>
   <translation>Refund due {}</translation>
  </message>
  <message>
   <source>找零</source>
   <translation>Change</translation>
  </message>
  <message>
   <source>找零 {}</source>
   <translation>Change {}</translation>
  </message>
  <message>
   <source>換貨完成</source>
   <translation>Exchange complete</translation>
  </message>
  <message>
   <source>換貨已儲存</source>
   <translation>Exchange saved</translation>
  </message>
  <message>
   <source>收現金 {}</source>
   <translation>Cash {}</translation>
  </message>
  <message>
   <source>放回架上，庫存已加回</source>
   <translation>Back on the shelf and in stock</translation>
  </message>
  <message>
   <source>會員點數 {}</source>
   <translation>Points {}</translation>
  </message>
  <message>
   <source>未列印</source>
   <translation>Not printed</translation>
  </message>
  <message>
   <source>沒有印表機</source>
   <translation>No printer</translation>
  </message>
  <message>
   <source>目前 {} 點</source>
   <translation>now {} pt|now {} pts</translation>
  </message>
  <message>
   <source>缺紙</source>
   <translation>Out of paper</translation>
  </message>
  <message>
   <source>退回 {} 點</source>
   <translation>{} pt given back|{} pts given back</translation>
  </message>
  <message>
   <source>退現金 {}</source>
   <translation>Cash refund {}</translation>
  </message>
  <message>
   <source>退貨完成</source>
   <translation>Return complete</translation>
  </message>
  <message>
   <source>退貨已儲存</source>
   <translation>Return saved</translation>
  </message>
  <message>
   <source>退還現金</source>
   <translation>Cash refund</translation>
  </message>
  <message>
   <source>隨收據發出的券</source>
   <translation>Printed on the receipt</translation>
  </message>
  <message>
   <source>電子發票已開立</source>
   <translation>E-invoice issued</translation>
  </message>
  <message>
   <source>需要時再補印</source>
   <translation>Reprint when needed</translation>
  </message>
 </context>
 <context>
  <name>CompleteScreen</name>
  <message>
   <source>下一位</source>
   <translation>Next customer</translation>
  </message>
  <message>
   <source>中心收到後，明細會寄到 {}</source>
   <translation>Goes to {} once the centre has it</translation>
  </message>
  <message>
   <source>交易完成</source>
   <translation>Sale complete</translation>
  </message>
  <message>
   <source>單據</source>
   <translation>Documents</translation>
  </message>
  <message>
   <source>寄送明細</source>
   <translation>E-mail later</translation>
  </message>
  <message>
   <source>已送出補印</source>
   <translation>Reprint sent</translation>
  </message>
  <message>
   <source>收下一張</source>
   <translation>Next order</translation>
  </message>
  <message>
   <source>更正付款</source>
   <translation>Correct payment</translation>
  </message>
  <message>
   <source>核對商品</source>
   <translation>Check goods</translation>
  </message>
  <message>
   <source>直接掃描商品，也會開始下一筆</source>
   <translation>Scanning an item also starts the next sale</translation>
  </message>
  <message>
   <source>補印</source>
   <translation>Reprint</translation>
  </message>
  <message>
   <source>這位客人還有 {} 張要收款</source>
   <translation>This customer has {} more order to pay|This customer has {} more orders to pay</translation>
  </message>
  <message>
   <source>還有商品要點給客人</source>
   <translation>There are goods to hand over</translation>
  </message>
 </context>
 <context>
  <name>Correct</name>
  <message>
   <source>先選擇原因</source>
   <translation>Choose a reason first</translation>
  </message>
  <message>
   <source>剛好</source>
   <translation>Exact</translation>
  </message>
  <message>
   <source>客人改付款</source>
   <translation>Customer changed payment</translation>
  </message>
  <message>
   <source>已交班，無法更正</source>
   <translation>Shift closed, cannot correct</translation>
  </message>
  <message>
   <source>按錯付款方式</source>
   <translation>Wrong payment type</translation>
  </message>
  <message>
   <source>授權碼 4 至 20 碼</source>
   <translation>Approval code: 4 to 20 characters</translation>
  </message>
  <message>
   <source>授權碼 {}</source>
   <translation>Code {}</translation>
  </message>
  <message>
   <source>授權碼有誤</source>
   <translation>Wrong approval code</translation>
  </message>
  <message>
   <source>收 {} 找 {}</source>
   <translation>Took {}, change {}</translation>
  </message>
  <message>
   <source>沒有可更正的款項</source>
   <translation>Nothing to correct here</translation>
  </message>
  <message>
   <source>沒有變更</source>
   <translation>No change</translation>
  </message>
  <message>
   <source>輸入授權碼</source>
   <translation>Enter approval code</translation>
  </message>
 </context>
 <context>
  <name>CorrectScreen</name>
  <message>
   <source>付款方式已更正為 {}</source>
   <translation>Payment corrected to {}</translation>
  </message>
 </context>
 <context>
  <name>CountView</name>
  <message>
   <source>交班清點</source>
   <translation>Closing count</translation>
  </message>
  <message>
   <source>其他單據</source>
   <translation>Other slips</translation>
  </message>
  <message>
   <source>只點張數，金額由系統核對</source>
   <translation>Count slips only; the system checks amounts</translation>
  </message>
  <message>
   <source>張數</source>
   <translation>count</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>清點合計</source>
   <translation>Counted total</translation>
  </message>
  <message>
   <source>系統應有</source>
   <translation>Expected</translation>
  </message>
  <message>
   <source>送出後顯示</source>
   <translation>Shown after submitting</translation>
  </message>
  <message>
   <source>送出清點</source>
   <translation>Submit count</translation>
  </message>
  <message>
   <source>開帳 {}</source>
   <translation>Opened with {}</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
 </context>
 <context>
  <name>CountZones</name>
  <message>
   <source>上一格</source>
   <translation>Previous</translation>
  </message>
  <message>
   <source>下一格</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>尚未清點</source>
   <translation>Not counted yet</translation>
  </message>
  <message>
   <source>現金合計</source>
   <translation>Cash total</translation>
  </message>
 </context>
 <context>
  <name>Coupon</name>
  <message>
   <source>{}：{}</source>
   <translation>{}: {}</translation>
  </message>
  <message>
   <source>不能使用</source>
   <translation>Not usable</translation>
  </message>
  <message>
   <source>不適用於本店</source>
   <translation>Not valid in this store</translation>
  </message>
  <message>
   <source>使用</source>
   <translation>Use</translation>
  </message>
  <message>
   <source>使用 {}</source>
   <translation>Use {}</translation>
  </message>
  <message>
   <source>使用至 {}</source>
   <translation>Until {}</translation>
  </message>
  <message>
   <source>僅限網路商店使用</source>
   <translation>For the online shop only</translation>
  </message>
  <message>
   <source>先加入會員才能使用</source>
   <translation>Add the member first</translation>
  </message>
  <message>
   <source>另一台收銀機正在使用這張券</source>
   <translation>Another register is using this coupon</translation>
  </message>
  <message>
   <source>可核銷</source>
   <translation>Redeemable</translation>
  </message>
  <message>
   <source>尚未折抵</source>
   <translation>Nothing off yet</translation>
  </message>
  <message>
   <source>尚未折抵，未達使用條件</source>
   <translation>Takes nothing off yet: conditions not met</translation>
  </message>
  <message>
   <source>已使用優惠券 {}</source>
   <translation>Coupon {} applied</translation>
  </message>
  <message>
   <source>已在本筆交易</source>
   <translation>Already in this sale</translation>
  </message>
  <message>
   <source>已過使用期限</source>
   <translation>This coupon has expired</translation>
  </message>
  <message>
   <source>未達使用條件</source>
   <translation>Conditions not met</translation>
  </message>
  <message>
   <source>查無此優惠券</source>
   <translation>No such coupon</translation>
  </message>
  <message>
   <source>沒有期限</source>
   <translation>No end date</translation>
  </message>
  <message>
   <source>活動名額已滿</source>
   <translation>The campaign is used up</translation>
  </message>
  <message>
   <source>活動尚未開始</source>
   <translation>The campaign has not begun</translation>
  </message>
  <message>
   <source>目前不能使用</source>
   <translation>Cannot be used now</translation>
  </message>
  <message>
   <source>確認中</source>
   <translation>Confirming</translation>
  </message>
  <message>
   <source>移除 {}</source>
   <translation>Remove {}</translation>
  </message>
  <message>
   <source>這位會員的次數已用完</source>
   <translation>This member has used it up</translation>
  </message>
  <message>
   <source>這張券屬於另一位會員</source>
   <translation>This is another member's coupon</translation>
  </message>
  <message>
   <source>這張券已使用過</source>
   <translation>This coupon was used before</translation>
  </message>
  <message>
   <source>這張券已收回</source>
   <translation>This coupon was withdrawn</translation>
  </message>
  <message>
   <source>離線時不能使用，連線後再試</source>
   <translation>Not offline: try again once online</translation>
  </message>
  <message>
   <source>離線時無法確認真偽，連線後再試</source>
   <translation>Cannot be verified offline: try again once online</translation>
  </message>
  <message>
   <source>離線核銷</source>
   <translation>Redeemed offline</translation>
  </message>
  <message>
   <source>離線核銷已達今日張數上限</source>
   <translation>Offline limit of coupons reached today</translation>
  </message>
  <message>
   <source>離線核銷已達今日金額上限</source>
   <translation>Offline limit of amounts reached today</translation>
  </message>
 </context>
 <context>
  <name>CouponPanel</name>
  <message>
   <source>使用</source>
   <translation>Use</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupons</translation>
  </message>
  <message>
   <source>優惠券代碼</source>
   <translation>Coupon code</translation>
  </message>
  <message>
   <source>掃描客人出示的優惠券，或輸入代碼</source>
   <translation>Scan the customer's coupon, or type its code</translation>
  </message>
  <message>
   <source>掃描或輸入優惠券代碼</source>
   <translation>Scan or type a coupon code</translation>
  </message>
  <message>
   <source>會員的優惠券</source>
   <translation>The member's coupons</translation>
  </message>
  <message>
   <source>本筆 {} 張</source>
   <translation>{} in this sale|{} in this sale</translation>
  </message>
  <message>
   <source>本筆交易</source>
   <translation>Current sale</translation>
  </message>
  <message>
   <source>本筆尚未使用優惠券</source>
   <translation>None in this sale yet</translation>
  </message>
  <message>
   <source>沒有優惠券</source>
   <translation>No coupons</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>DemoPanel</name>
  <message>
   <source>已載入 {} / {} 項商品</source>
   <translation>Products loaded: {} / {}</translation>
  </message>
  <message>
   <source>準備中…</source>
   <translation>Preparing...</translation>
  </message>
  <message>
   <source>穗光商行：麵包、甜點、生鮮與生活器物三百多種，還有促銷和十二位人員。只在這台電腦，可以放心試</source>
   <translation>Suiguang Store: over 300 breads, sweets, fresh foods and household goods, with promotions and twelve staff. Only on this computer, safe to try</translation>
  </message>
 </context>
 <context>
  <name>DetailPanel</name>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>分類</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>同款 {} 種</source>
   <translation>Variants: {}</translation>
  </message>
  <message>
   <source>條碼</source>
   <translation>Barcode</translation>
  </message>
  <message>
   <source>規格</source>
   <translation>Option</translation>
  </message>
  <message>
   <source>貨號</source>
   <translation>SKU</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>Details</name>
  <message>
   <source>付款</source>
   <translation>Payment</translation>
  </message>
  <message>
   <source>件數</source>
   <translation>Items</translation>
  </message>
  <message>
   <source>列印撿貨單</source>
   <translation>Print pick list</translation>
  </message>
  <message>
   <source>回報問題</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>應備好</source>
   <translation>Due</translation>
  </message>
  <message>
   <source>掃描商品即勾選</source>
   <translation>Scan to check off</translation>
  </message>
  <message>
   <source>撿貨單</source>
   <translation>Pick list</translation>
  </message>
  <message>
   <source>替代品</source>
   <translation>Substitute</translation>
  </message>
  <message>
   <source>替代品 (F6)</source>
   <translation>Substitute (F6)</translation>
  </message>
  <message>
   <source>缺貨</source>
   <translation>Short</translation>
  </message>
  <message>
   <source>缺貨 (F7)</source>
   <translation>Out of stock (F7)</translation>
  </message>
  <message>
   <source>退回上架</source>
   <translation>Put back</translation>
  </message>
 </context>
 <context>
  <name>DevicePart</name>
  <message>
   <source>不印</source>
   <translation>Skip</translation>
  </message>
  <message>
   <source>不印待確認的紙</source>
   <translation>Skip the papers to check</translation>
  </message>
  <message>
   <source>中心</source>
   <translation>Head office</translation>
  </message>
  <message>
   <source>列印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>列印中</source>
   <translation>Printing</translation>
  </message>
  <message>
   <source>列印待確認的紙</source>
   <translation>Print the papers to check</translation>
  </message>
  <message>
   <source>列印測試頁</source>
   <translation>Print test page</translation>
  </message>
  <message>
   <source>印表機或喇叭出問題都不會擋住銷售，交易先存好，紙之後可以補印</source>
   <translation>A faulty printer or speaker never stops a sale: it is saved first and can be printed later</translation>
  </message>
  <message>
   <source>可能已經印出，或是已經過了時候</source>
   <translation>They may be out already, or would come late</translation>
  </message>
  <message>
   <source>同步狀態</source>
   <translation>Sync state</translation>
  </message>
  <message>
   <source>喇叭</source>
   <translation>Speaker</translation>
  </message>
  <message>
   <source>就緒</source>
   <translation>Ready</translation>
  </message>
  <message>
   <source>待確認 {} 張</source>
   <translation>{} to check</translation>
  </message>
  <message>
   <source>待確認的紙</source>
   <translation>Papers to check</translation>
  </message>
  <message>
   <source>找不到喇叭</source>
   <translation>No speaker found</translation>
  </message>
  <message>
   <source>掃描任何條碼，會顯示在這裡</source>
   <translation>Scan any barcode: it shows here</translation>
  </message>
  <message>
   <source>插上鍵盤式掃描器就能用，不用設定</source>
   <translation>Plug in a keyboard scanner: nothing to set up</translation>
  </message>
  <message>
   <source>播放測試音</source>
   <translation>Play test sound</translation>
  </message>
  <message>
   <source>收據印表機</source>
   <translation>Receipt printer</translation>
  </message>
  <message>
   <source>收據紙</source>
   <translation>Receipt paper</translation>
  </message>
  <message>
   <source>未使用</source>
   <translation>Not in use</translation>
  </message>
  <message>
   <source>條碼掃描器</source>
   <translation>Barcode scanner</translation>
  </message>
  <message>
   <source>正常</source>
   <translation>OK</translation>
  </message>
  <message>
   <source>每筆交易列印收據</source>
   <translation>Print a receipt for each sale</translation>
  </message>
  <message>
   <source>沒有播放程式</source>
   <translation>No player</translation>
  </message>
  <message>
   <source>沒有聲音</source>
   <translation>No sound</translation>
  </message>
  <message>
   <source>測試</source>
   <translation>Test</translation>
  </message>
  <message>
   <source>測試掃描器</source>
   <translation>Test scanner</translation>
  </message>
  <message>
   <source>測試頁已送到印表機</source>
   <translation>Test page sent to the printer</translation>
  </message>
  <message>
   <source>等待列印 {} 張</source>
   <translation>Waiting to print: {}</translation>
  </message>
  <message>
   <source>等待掃描</source>
   <translation>Waiting for a scan</translation>
  </message>
  <message>
   <source>裝置</source>
   <translation>Devices</translation>
  </message>
  <message>
   <source>讀到 {}</source>
   <translation>Read {}</translation>
  </message>
  <message>
   <source>開啟</source>
   <translation>Open</translation>
  </message>
  <message>
   <source>隨時可以掃描</source>
   <translation>Ready to scan</translation>
  </message>
  <message>
   <source>需要處理</source>
   <translation>Needs attention</translation>
  </message>
 </context>
 <context>
  <name>DonePage</name>
  <message>
   <source>{} 項</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>可以開始了</source>
   <translation>Ready to start</translation>
  </message>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>商店</source>
   <translation>Store</translation>
  </message>
  <message>
   <source>店長</source>
   <translation>Manager</translation>
  </message>
  <message>
   <source>接下來登入，開班後就能銷售</source>
   <translation>Sign in next; open a shift and you can sell</translation>
  </message>
  <message>
   <source>收銀機</source>
   <translation>Register</translation>
  </message>
  <message>
   <source>示範人員的密碼是 48 加上編號兩碼：店長「麥穗」4801，收銀「栗子」4803</source>
   <translation>Demo PINs are 48 plus the two digits of the staff ID: manager Maisui 4801, cashier Lizi 4803</translation>
  </message>
  <message>
   <source>開始使用</source>
   <translation>Start</translation>
  </message>
 </context>
 <context>
  <name>Drawer</name>
  <message>
   <source>不收款打開錢櫃，會記錄是誰、何時、為什麼。</source>
   <translation>The drawer opens without a sale. Who, when and why are recorded.</translation>
  </message>
  <message>
   <source>不結帳開錢櫃？</source>
   <translation>Open the drawer without a sale?</translation>
  </message>
  <message>
   <source>已記錄開錢櫃，用鑰匙打開</source>
   <translation>Recorded; open the drawer with its key</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
 </context>
 <context>
  <name>DrawerBar</name>
  <message>
   <source>收款</source>
   <translation>Pay</translation>
  </message>
  <message>
   <source>退款</source>
   <translation>Refund</translation>
  </message>
 </context>
 <context>
  <name>DrawerTable</name>
  <message>
   <source>硬幣</source>
   <translation>Coins</translation>
  </message>
  <message>
   <source>紙鈔</source>
   <translation>Notes</translation>
  </message>
 </context>
 <context>
  <name>Due</name>
  <message>
   <source>已折 {}</source>
   <translation>{} off</translation>
  </message>
  <message>
   <source>應收</source>
   <translation>Total due</translation>
  </message>
  <message>
   <source>應退</source>
   <translation>Refund due</translation>
  </message>
  <message>
   <source>會員 {}</source>
   <translation>Member {}</translation>
  </message>
  <message>
   <source>等值換貨</source>
   <translation>Even exchange</translation>
  </message>
 </context>
 <context>
  <name>Editor</name>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>− 金額</source>
   <translation>− Amt</translation>
  </message>
  <message>
   <source>備註（必填）</source>
   <translation>Note (required)</translation>
  </message>
  <message>
   <source>備註（選填）</source>
   <translation>Note (optional)</translation>
  </message>
  <message>
   <source>原價 {}</source>
   <translation>Was {}</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>套用</source>
   <translation>Apply</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>庫存只有 {}，仍可銷售</source>
   <translation>Only {} in stock; it can still be sold</translation>
  </message>
  <message>
   <source>必選</source>
   <translation>Required</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>改價</source>
   <translation>Price</translation>
  </message>
  <message>
   <source>改價要請店長刷識別證核准</source>
   <translation>Price changes need a manager's badge</translation>
  </message>
  <message>
   <source>改價需店長核准</source>
   <translation>Needs manager approval</translation>
  </message>
  <message>
   <source>整筆交易</source>
   <translation>Whole sale</translation>
  </message>
  <message>
   <source>數量</source>
   <translation>Qty</translation>
  </message>
  <message>
   <source>移除</source>
   <translation>Remove</translation>
  </message>
  <message>
   <source>移除 (Del)</source>
   <translation>Remove (Del)</translation>
  </message>
  <message>
   <source>超過 {}或 {} 時，請店長刷識別證核准</source>
   <translation>Above {} or {}, a manager's badge is needed</translation>
  </message>
  <message>
   <source>超過 {}或 {} 需店長核准</source>
   <translation>Above {} or {}: manager approval</translation>
  </message>
 </context>
 <context>
  <name>Entry</name>
  <message>
   <source>Z 號</source>
   <translation>Z number</translation>
  </message>
  <message>
   <source>上限</source>
   <translation>Limit</translation>
  </message>
  <message>
   <source>下一項</source>
   <translation>Next line</translation>
  </message>
  <message>
   <source>不交付</source>
   <translation>Not given</translation>
  </message>
  <message>
   <source>不退回原付款方式</source>
   <translation>Refund to another payment</translation>
  </message>
  <message>
   <source>中心確認</source>
   <translation>Held by the centre</translation>
  </message>
  <message>
   <source>中文</source>
   <translation>Chinese</translation>
  </message>
  <message>
   <source>交付</source>
   <translation>Given</translation>
  </message>
  <message>
   <source>交付取貨</source>
   <translation>Hand over an order</translation>
  </message>
  <message>
   <source>交易代號</source>
   <translation>Cart id</translation>
  </message>
  <message>
   <source>交易內容</source>
   <translation>Cart</translation>
  </message>
  <message>
   <source>交班</source>
   <translation>Close the shift</translation>
  </message>
  <message>
   <source>人員</source>
   <translation>Person</translation>
  </message>
  <message>
   <source>人員管理</source>
   <translation>Manage staff</translation>
  </message>
  <message>
   <source>付款方式</source>
   <translation>Payment kind</translation>
  </message>
  <message>
   <source>付款未確認</source>
   <translation>Unconfirmed payment</translation>
  </message>
  <message>
   <source>付款未確認就繼續</source>
   <translation>Go on with an unconfirmed payment</translation>
  </message>
  <message>
   <source>代號</source>
   <translation>Id</translation>
  </message>
  <message>
   <source>以輸入的價格銷售</source>
   <translation>Sell at a typed price</translation>
  </message>
  <message>
   <source>作廢交易</source>
   <translation>Cancelled cart</translation>
  </message>
  <message>
   <source>作廢交易數</source>
   <translation>Cancelled carts</translation>
  </message>
  <message>
   <source>作廢已收款的交易</source>
   <translation>Cancel a paid cart</translation>
  </message>
  <message>
   <source>使用期限</source>
   <translation>Valid until</translation>
  </message>
  <message>
   <source>促銷代號</source>
   <translation>Promotion id</translation>
  </message>
  <message>
   <source>保留交易數</source>
   <translation>Parked carts</translation>
  </message>
  <message>
   <source>保留代號</source>
   <translation>Hold</translation>
  </message>
  <message>
   <source>保留到</source>
   <translation>Kept until</translation>
  </message>
  <message>
   <source>保留的優惠券</source>
   <translation>Coupons kept</translation>
  </message>
  <message>
   <source>停用</source>
   <translation>Deactivated</translation>
  </message>
  <message>
   <source>備註</source>
   <translation>Note</translation>
  </message>
  <message>
   <source>價格</source>
   <translation>Price</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupons</translation>
  </message>
  <message>
   <source>優惠活動</source>
   <translation>Campaign</translation>
  </message>
  <message>
   <source>先前清點</source>
   <translation>Earlier counts</translation>
  </message>
  <message>
   <source>免稅</source>
   <translation>Exempt</translation>
  </message>
  <message>
   <source>內容</source>
   <translation>Content</translation>
  </message>
  <message>
   <source>全部結束</source>
   <translation>Ends the order</translation>
  </message>
  <message>
   <source>公鑰</source>
   <translation>Public key</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>出庫</source>
   <translation>Out of stock</translation>
  </message>
  <message>
   <source>分類</source>
   <translation>Category</translation>
  </message>
  <message>
   <source>列印報表</source>
   <translation>Print report</translation>
  </message>
  <message>
   <source>列印收據</source>
   <translation>Print receipt</translation>
  </message>
  <message>
   <source>到什麼時候</source>
   <translation>Until</translation>
  </message>
  <message>
   <source>刷卡單</source>
   <translation>Card slips</translation>
  </message>
  <message>
   <source>前一筆</source>
   <translation>Previous entry</translation>
  </message>
  <message>
   <source>動作</source>
   <translation>Act</translation>
  </message>
  <message>
   <source>原交易</source>
   <translation>Original sale</translation>
  </message>
  <message>
   <source>原價</source>
   <translation>Listed price</translation>
  </message>
  <message>
   <source>原價小計</source>
   <translation>Listed amount</translation>
  </message>
  <message>
   <source>原品項</source>
   <translation>Original line</translation>
  </message>
  <message>
   <source>原單號</source>
   <translation>Old reference</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>原為</source>
   <translation>Was</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>取貨單</source>
   <translation>Order</translation>
  </message>
  <message>
   <source>取貨碼</source>
   <translation>Pickup code</translation>
  </message>
  <message>
   <source>同意</source>
   <translation>Consents</translation>
  </message>
  <message>
   <source>名稱</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>否</source>
   <translation>No</translation>
  </message>
  <message>
   <source>含稅</source>
   <translation>Included</translation>
  </message>
  <message>
   <source>品項</source>
   <translation>Item</translation>
  </message>
  <message>
   <source>商品代號</source>
   <translation>Goods</translation>
  </message>
  <message>
   <source>問題</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>單號</source>
   <translation>Reference</translation>
  </message>
  <message>
   <source>四捨五入</source>
   <translation>Nearest</translation>
  </message>
  <message>
   <source>在職</source>
   <translation>Active</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>外加</source>
   <translation>Added on top</translation>
  </message>
  <message>
   <source>多等幾分鐘</source>
   <translation>Minutes longer</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>客人不要</source>
   <translation>Declined</translation>
  </message>
  <message>
   <source>密碼</source>
   <translation>PIN</translation>
  </message>
  <message>
   <source>實付</source>
   <translation>Paid</translation>
  </message>
  <message>
   <source>對象</source>
   <translation>Subject</translation>
  </message>
  <message>
   <source>對象代號</source>
   <translation>Subject id</translation>
  </message>
  <message>
   <source>尾數調整</source>
   <translation>Rounding</translation>
  </message>
  <message>
   <source>差額超過上限的交班</source>
   <translation>Close with a difference above the limit</translation>
  </message>
  <message>
   <source>已備好</source>
   <translation>Picked</translation>
  </message>
  <message>
   <source>已封存</source>
   <translation>Sealed</translation>
  </message>
  <message>
   <source>已確認未上傳</source>
   <translation>Accepted unsent</translation>
  </message>
  <message>
   <source>幣別</source>
   <translation>Currency</translation>
  </message>
  <message>
   <source>序號</source>
   <translation>Sequence</translation>
  </message>
  <message>
   <source>店名</source>
   <translation>Shop name</translation>
  </message>
  <message>
   <source>店員</source>
   <translation>Staff</translation>
  </message>
  <message>
   <source>店號</source>
   <translation>Store</translation>
  </message>
  <message>
   <source>店長</source>
   <translation>Manager</translation>
  </message>
  <message>
   <source>庫存異動</source>
   <translation>Move stock</translation>
  </message>
  <message>
   <source>待辦代號</source>
   <translation>Task id</translation>
  </message>
  <message>
   <source>從備份還原</source>
   <translation>Restored from a copy</translation>
  </message>
  <message>
   <source>恢復</source>
   <translation>Reactivated</translation>
  </message>
  <message>
   <source>應有現金</source>
   <translation>Expected cash</translation>
  </message>
  <message>
   <source>應有零用金</source>
   <translation>Expected float</translation>
  </message>
  <message>
   <source>應稅</source>
   <translation>Taxable</translation>
  </message>
  <message>
   <source>所屬交易</source>
   <translation>Of sale</translation>
  </message>
  <message>
   <source>手動動作</source>
   <translation>Acts by hand</translation>
  </message>
  <message>
   <source>找不到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>找零</source>
   <translation>Change</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>折扣上限</source>
   <translation>Discount limit</translation>
  </message>
  <message>
   <source>折抵</source>
   <translation>Spent</translation>
  </message>
  <message>
   <source>拒絕</source>
   <translation>Refused</translation>
  </message>
  <message>
   <source>指紋</source>
   <translation>Hash</translation>
  </message>
  <message>
   <source>接手</source>
   <translation>Taken over</translation>
  </message>
  <message>
   <source>換人</source>
   <translation>Handed over</translation>
  </message>
  <message>
   <source>收到</source>
   <translation>Received</translation>
  </message>
  <message>
   <source>收據序號</source>
   <translation>Receipt sequence</translation>
  </message>
  <message>
   <source>收款</source>
   <translation>Payment</translation>
  </message>
  <message>
   <source>收款代號</source>
   <translation>Payment id</translation>
  </message>
  <message>
   <source>收銀員</source>
   <translation>Cashier</translation>
  </message>
  <message>
   <source>收銀機代號</source>
   <translation>Register id</translation>
  </message>
  <message>
   <source>收銀機編號</source>
   <translation>Register number</translation>
  </message>
  <message>
   <source>改價</source>
   <translation>Price change</translation>
  </message>
  <message>
   <source>改為</source>
   <translation>Changed to</translation>
  </message>
  <message>
   <source>放回庫存</source>
   <translation>Back into stock</translation>
  </message>
  <message>
   <source>放慢</source>
   <translation>Slowed down</translation>
  </message>
  <message>
   <source>整筆交易</source>
   <translation>Whole cart</translation>
  </message>
  <message>
   <source>整筆折扣</source>
   <translation>Discount on the cart</translation>
  </message>
  <message>
   <source>數值</source>
   <translation>Value</translation>
  </message>
  <message>
   <source>數量</source>
   <translation>Quantity</translation>
  </message>
  <message>
   <source>新單號</source>
   <translation>New reference</translation>
  </message>
  <message>
   <source>新增</source>
   <translation>Added</translation>
  </message>
  <message>
   <source>方式</source>
   <translation>How</translation>
  </message>
  <message>
   <source>是</source>
   <translation>Yes</translation>
  </message>
  <message>
   <source>時區</source>
   <translation>Time zone</translation>
  </message>
  <message>
   <source>暫停接單</source>
   <translation>Paused</translation>
  </message>
  <message>
   <source>更新</source>
   <translation>Updated</translation>
  </message>
  <message>
   <source>更正付款方式</source>
   <translation>Correct a payment</translation>
  </message>
  <message>
   <source>替代品</source>
   <translation>Substitute</translation>
  </message>
  <message>
   <source>替代品貨號</source>
   <translation>Substitute's SKU</translation>
  </message>
  <message>
   <source>最多</source>
   <translation>Up to</translation>
  </message>
  <message>
   <source>最後一筆</source>
   <translation>Last entry</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>會員等級</source>
   <translation>Member tier</translation>
  </message>
  <message>
   <source>未建檔</source>
   <translation>Not in catalogue</translation>
  </message>
  <message>
   <source>未稅金額</source>
   <translation>Net amount</translation>
  </message>
  <message>
   <source>核准人</source>
   <translation>Approved by</translation>
  </message>
  <message>
   <source>核准代號</source>
   <translation>Approval id</translation>
  </message>
  <message>
   <source>核對</source>
   <translation>Check</translation>
  </message>
  <message>
   <source>核銷依據</source>
   <translation>Basis</translation>
  </message>
  <message>
   <source>條碼</source>
   <translation>Barcode</translation>
  </message>
  <message>
   <source>業者</source>
   <translation>Provider</translation>
  </message>
  <message>
   <source>標籤</source>
   <translation>Tags</translation>
  </message>
  <message>
   <source>檔案指紋</source>
   <translation>File digest</translation>
  </message>
  <message>
   <source>次數</source>
   <translation>Times</translation>
  </message>
  <message>
   <source>沒有</source>
   <translation>None</translation>
  </message>
  <message>
   <source>消費得點</source>
   <translation>Earned</translation>
  </message>
  <message>
   <source>清點</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>清點現金</source>
   <translation>Counted cash</translation>
  </message>
  <message>
   <source>溢短</source>
   <translation>Over or short</translation>
  </message>
  <message>
   <source>無收據退貨</source>
   <translation>Return without receipt</translation>
  </message>
  <message>
   <source>照常</source>
   <translation>As usual</translation>
  </message>
  <message>
   <source>營業日</source>
   <translation>Business date</translation>
  </message>
  <message>
   <source>營業日開始</source>
   <translation>Day starts at</translation>
  </message>
  <message>
   <source>狀態</source>
   <translation>State</translation>
  </message>
  <message>
   <source>班次</source>
   <translation>Shift</translation>
  </message>
  <message>
   <source>班次代號</source>
   <translation>Shift id</translation>
  </message>
  <message>
   <source>現金</source>
   <translation>Cash</translation>
  </message>
  <message>
   <source>現金最小單位</source>
   <translation>Smallest cash unit</translation>
  </message>
  <message>
   <source>現金進位</source>
   <translation>Cash rounding</translation>
  </message>
  <message>
   <source>生日</source>
   <translation>Birthday</translation>
  </message>
  <message>
   <source>申請人</source>
   <translation>Asked by</translation>
  </message>
  <message>
   <source>留下零用金</source>
   <translation>Float left</translation>
  </message>
  <message>
   <source>異動</source>
   <translation>Movements</translation>
  </message>
  <message>
   <source>登入代號</source>
   <translation>Sign-in id</translation>
  </message>
  <message>
   <source>發票</source>
   <translation>Fiscal document</translation>
  </message>
  <message>
   <source>百分比</source>
   <translation>Percent</translation>
  </message>
  <message>
   <source>盤點</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>破損</source>
   <translation>Damaged</translation>
  </message>
  <message>
   <source>移除品項</source>
   <translation>Line removed</translation>
  </message>
  <message>
   <source>稅</source>
   <translation>Tax</translation>
  </message>
  <message>
   <source>稅別</source>
   <translation>Tax class</translation>
  </message>
  <message>
   <source>稅率</source>
   <translation>Tax rate</translation>
  </message>
  <message>
   <source>稅額</source>
   <translation>Taxes</translation>
  </message>
  <message>
   <source>稅額進位</source>
   <translation>Tax rounding</translation>
  </message>
  <message>
   <source>種類</source>
   <translation>Kind</translation>
  </message>
  <message>
   <source>第一筆</source>
   <translation>First entry</translation>
  </message>
  <message>
   <source>第幾項</source>
   <translation>Line</translation>
  </message>
  <message>
   <source>紀錄代</source>
   <translation>Epoch</translation>
  </message>
  <message>
   <source>紀錄指紋</source>
   <translation>Journal hash</translation>
  </message>
  <message>
   <source>紀錄筆數</source>
   <translation>Entries</translation>
  </message>
  <message>
   <source>結束</source>
   <translation>Ended</translation>
  </message>
  <message>
   <source>結案</source>
   <translation>Close a task</translation>
  </message>
  <message>
   <source>統一編號</source>
   <translation>Tax id</translation>
  </message>
  <message>
   <source>線上已付</source>
   <translation>Paid online</translation>
  </message>
  <message>
   <source>緣由</source>
   <translation>Why</translation>
  </message>
  <message>
   <source>編號代</source>
   <translation>Numbered in epoch</translation>
  </message>
  <message>
   <source>總計</source>
   <translation>Total</translation>
  </message>
  <message>
   <source>缺件</source>
   <translation>Missing</translation>
  </message>
  <message>
   <source>缺貨</source>
   <translation>Short</translation>
  </message>
  <message>
   <source>聯絡方式</source>
   <translation>Contact</translation>
  </message>
  <message>
   <source>聯絡方式指紋</source>
   <translation>Contact fingerprints</translation>
  </message>
  <message>
   <source>職務</source>
   <translation>Role</translation>
  </message>
  <message>
   <source>英文</source>
   <translation>English</translation>
  </message>
  <message>
   <source>英文店名</source>
   <translation>English shop name</translation>
  </message>
  <message>
   <source>號碼</source>
   <translation>Number</translation>
  </message>
  <message>
   <source>計價數量</source>
   <translation>Price per</translation>
  </message>
  <message>
   <source>計稅方式</source>
   <translation>Tax mode</translation>
  </message>
  <message>
   <source>計算基礎</source>
   <translation>Base</translation>
  </message>
  <message>
   <source>計算方式</source>
   <translation>Measure</translation>
  </message>
  <message>
   <source>語言</source>
   <translation>Language</translation>
  </message>
  <message>
   <source>證件</source>
   <translation>Document</translation>
  </message>
  <message>
   <source>識別證</source>
   <translation>Badge</translation>
  </message>
  <message>
   <source>變更</source>
   <translation>Change made</translation>
  </message>
  <message>
   <source>變更設定</source>
   <translation>Change settings</translation>
  </message>
  <message>
   <source>貨架</source>
   <translation>Shelf</translation>
  </message>
  <message>
   <source>貨號</source>
   <translation>SKU</translation>
  </message>
  <message>
   <source>賣完</source>
   <translation>Sold out</translation>
  </message>
  <message>
   <source>超過上限的折扣</source>
   <translation>Discount above the limit</translation>
  </message>
  <message>
   <source>退回收款</source>
   <translation>Payment returned</translation>
  </message>
  <message>
   <source>退回的品項</source>
   <translation>Returned lines</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Return</translation>
  </message>
  <message>
   <source>退貨合計</source>
   <translation>Returned</translation>
  </message>
  <message>
   <source>退貨扣回</source>
   <translation>Taken back</translation>
  </message>
  <message>
   <source>退貨筆數</source>
   <translation>Refunds</translation>
  </message>
  <message>
   <source>退還</source>
   <translation>Refunded</translation>
  </message>
  <message>
   <source>退還給客人</source>
   <translation>Gives back</translation>
  </message>
  <message>
   <source>這個動作</source>
   <translation>The act itself</translation>
  </message>
  <message>
   <source>逾期</source>
   <translation>Expired</translation>
  </message>
  <message>
   <source>過期</source>
   <translation>Past its date</translation>
  </message>
  <message>
   <source>遮蔽後</source>
   <translation>Masked</translation>
  </message>
  <message>
   <source>重新清點</source>
   <translation>Count again</translation>
  </message>
  <message>
   <source>重設密碼</source>
   <translation>PIN reset</translation>
  </message>
  <message>
   <source>金額</source>
   <translation>Amount</translation>
  </message>
  <message>
   <source>銷售</source>
   <translation>Sale</translation>
  </message>
  <message>
   <source>銷售合計</source>
   <translation>Sold</translation>
  </message>
  <message>
   <source>銷售筆數</source>
   <translation>Sales</translation>
  </message>
  <message>
   <source>鎖定</source>
   <translation>Locked</translation>
  </message>
  <message>
   <source>開班</source>
   <translation>Open the shift</translation>
  </message>
  <message>
   <source>開班現金</source>
   <translation>Opening cash</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open the drawer</translation>
  </message>
  <message>
   <source>開錢櫃次數</source>
   <translation>Drawer opened</translation>
  </message>
  <message>
   <source>閒置</source>
   <translation>Idle</translation>
  </message>
  <message>
   <source>離線</source>
   <translation>Offline</translation>
  </message>
  <message>
   <source>離線核銷</source>
   <translation>Redeemed offline</translation>
  </message>
  <message>
   <source>零稅率</source>
   <translation>Zero-rated</translation>
  </message>
  <message>
   <source>電話</source>
   <translation>Phone</translation>
  </message>
  <message>
   <source>電話尾碼</source>
   <translation>Last digits</translation>
  </message>
  <message>
   <source>非本人</source>
   <translation>Not the person</translation>
  </message>
  <message>
   <source>面額</source>
   <translation>Face value</translation>
  </message>
  <message>
   <source>點數</source>
   <translation>Points</translation>
  </message>
 </context>
 <context>
  <name>EntryPage</name>
  <message>
   <source>紀錄內容</source>
   <translation>Record</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>Errors</name>
  <message>
   <source>OMO POS 已經開著，用原來那個視窗就好</source>
   <translation>OMO POS is already open; use that window</translation>
  </message>
  <message>
   <source>OMO_POS_KEYRING 的值 {found} 不能用，改成 {allowed}</source>
   <translation>OMO_POS_KEYRING cannot be {found}; change it to {allowed}</translation>
  </message>
  <message>
   <source>{barcode} 檢查碼不符（應為 {digit}），當作店內碼</source>
   <translation>{barcode} does not match its check digit (should be {digit}); taken as a store code</translation>
  </message>
  <message>
   <source>{barcode} 開頭的 0 不見了，也用 {mended} 找得到</source>
   <translation>{barcode} has lost its leading 0; {mended} finds it too</translation>
  </message>
  <message>
   <source>{column} 含有控制字元 {character}</source>
   <translation>{column} contains control character {character}</translation>
  </message>
  <message>
   <source>{column} 是 0，會變成贈送</source>
   <translation>{column} is 0, so the item would be free</translation>
  </message>
  <message>
   <source>{column} 是空的</source>
   <translation>{column} is empty</translation>
  </message>
  <message>
   <source>{column} 是試算表的錯誤值 {text}</source>
   <translation>{column} is a spreadsheet error, {text}</translation>
  </message>
  <message>
   <source>{column} 有讀不出的字，檔案請存成 UTF-8</source>
   <translation>{column} has unreadable characters; save the file as UTF-8</translation>
  </message>
  <message>
   <source>{column} 的 {barcode} 有兩種入數</source>
   <translation>{column} has two pack sizes for {barcode}</translation>
  </message>
  <message>
   <source>{column} 的引號沒有收尾</source>
   <translation>{column} has an unclosed quote</translation>
  </message>
  <message>
   <source>{column} 超過 {most} 個字</source>
   <translation>{column} is over {most} characters</translation>
  </message>
  <message>
   <source>{column}「{text}」不是「是」也不是「否」</source>
   <translation>{column} "{text}" is neither yes nor no</translation>
  </message>
  <message>
   <source>{column}「{text}」不是數量</source>
   <translation>{column} "{text}" is not a quantity</translation>
  </message>
  <message>
   <source>{column}「{text}」不是日期，例如 2026-12-31</source>
   <translation>{column} "{text}" is not a date, e.g. 2026-12-31</translation>
  </message>
  <message>
   <source>{column}「{text}」不是金額</source>
   <translation>{column} "{text}" is not an amount</translation>
  </message>
  <message>
   <source>{column}「{text}」和單位不合</source>
   <translation>{column} "{text}" does not fit the unit</translation>
  </message>
  <message>
   <source>{column}「{text}」太高，是不是條碼？</source>
   <translation>{column} "{text}" is too high; is it a barcode?</translation>
  </message>
  <message>
   <source>{column}「{text}」小於零</source>
   <translation>{column} "{text}" is below zero</translation>
  </message>
  <message>
   <source>{column}「{text}」小於零，照樣計入</source>
   <translation>{column} "{text}" is below zero; counted as it is</translation>
  </message>
  <message>
   <source>{column}「{text}」層數太多</source>
   <translation>{column} "{text}" has too many levels</translation>
  </message>
  <message>
   <source>{column}「{text}」旁邊沒有價格</source>
   <translation>{column} "{text}" has no price beside it</translation>
  </message>
  <message>
   <source>{column}「{text}」早於價格的開始日</source>
   <translation>{column} "{text}" is before the price's start date</translation>
  </message>
  <message>
   <source>{column}「{text}」的小數比 {currency} 的 {most} 位多</source>
   <translation>{column} "{text}" has more decimals than {currency} allows ({most})</translation>
  </message>
  <message>
   <source>{column}「{text}」被試算表截斷，改成文字格式再填一次</source>
   <translation>{column} "{text}" was cut short by the spreadsheet; format it as text and enter it again</translation>
  </message>
  <message>
   <source>{column}「{text}」：一包只能是 1 到 10,000 件</source>
   <translation>{column} "{text}": a pack holds 1 to 10,000 pcs</translation>
  </message>
  <message>
   <source>{column}「{text}」：計價單位欄要寫多少一賣，例如 100g</source>
   <translation>{column} "{text}": the price unit column must say how much one price is for, e.g. 100g</translation>
  </message>
  <message>
   <source>{number} 共 {count} 項，條碼裡沒有明細，請到原收銀機退款</source>
   <translation>The code of {number} does not list its {count} items; refund it at the register that sold it</translation>
  </message>
  <message>
   <source>{number} 是另一台收銀機的收據，請到原收銀機退款</source>
   <translation>{number} is from another register; refund it there</translation>
  </message>
  <message>
   <source>{number} 是退貨單，沒有可退的商品</source>
   <translation>{number} is itself a return; nothing on it can be returned</translation>
  </message>
  <message>
   <source>{path} 不是 CSV 也不是 Excel（xlsx）</source>
   <translation>{path} is neither CSV nor Excel (xlsx)</translation>
  </message>
  <message>
   <source>{path} 其實是網頁，用試算表開啟後另存成 xlsx 或 CSV</source>
   <translation>{path} is really a web page; open it in a spreadsheet and save as xlsx or CSV</translation>
  </message>
  <message>
   <source>{path} 損壞。請負責人從備份還原</source>
   <translation>{path} is damaged. Ask the owner to restore it from a backup</translation>
  </message>
  <message>
   <source>{path} 損壞，無法讀取</source>
   <translation>{path} is damaged and cannot be read</translation>
  </message>
  <message>
   <source>{path} 是別家店的資料，示範請用自己的資料夾</source>
   <translation>{path} holds another store's data; use a separate folder for the demo</translation>
  </message>
  <message>
   <source>{path} 是加密的，不能用 --plain 開啟</source>
   <translation>{path} is encrypted; it cannot be opened with --plain</translation>
  </message>
  <message>
   <source>{path} 是空的</source>
   <translation>{path} is empty</translation>
  </message>
  <message>
   <source>{path} 是舊版 Excel 或有密碼，另存成 xlsx 或 CSV 再匯入</source>
   <translation>{path} is an old Excel file or has a password; save as xlsx or CSV, then import</translation>
  </message>
  <message>
   <source>{path} 缺少欄位 {missing}，現有欄位：{found}</source>
   <translation>{path} lacks columns: {missing}. It has: {found}</translation>
  </message>
  <message>
   <source>{path} 被其他程式佔用，稍後再試</source>
   <translation>{path} is in use by another program; try again later</translation>
  </message>
  <message>
   <source>{path} 裡沒有商品</source>
   <translation>{path} has no products</translation>
  </message>
  <message>
   <source>{path} 裡還沒有收銀機</source>
   <translation>{path} has no register yet</translation>
  </message>
  <message>
   <source>{path} 超過 {most} MB，分成幾個檔再匯入</source>
   <translation>{path} is over {most} MB; split it into several files, then import</translation>
  </message>
  <message>
   <source>{sku} 已在第 {line} 列，以那一列為準</source>
   <translation>{sku} is already on row {line}; that row counts</translation>
  </message>
  <message>
   <source>{where} 已有這台收銀機的另一把金鑰，先移開它</source>
   <translation>{where} already has another key of this register; move it away first</translation>
  </message>
  <message>
   <source>{where} 的金鑰屬於別台收銀機</source>
   <translation>The key in {where} belongs to another register</translation>
  </message>
  <message>
   <source>上限超出範圍</source>
   <translation>Limit out of range</translation>
  </message>
  <message>
   <source>中心不認得這台收銀機。照常銷售，請總部給新的代碼重新加入</source>
   <translation>Head office does not know this register. Keep selling; ask head office for a new code</translation>
  </message>
  <message>
   <source>中心和這台收銀機的紀錄分歧，資料都在，請通知總部</source>
   <translation>Head office and this register hold different records. Nothing is lost; tell head office</translation>
  </message>
  <message>
   <source>中心尚未提供金鑰，連線後再試</source>
   <translation>No key for contacts yet. Try again once online</translation>
  </message>
  <message>
   <source>中心暫時無法回答，稍後會自動再試</source>
   <translation>Head office cannot answer now; it is asked again shortly</translation>
  </message>
  <message>
   <source>中心沒有接受這台收銀機的金鑰，請總部給新的代碼</source>
   <translation>Head office did not accept this register's key; ask for a new code</translation>
  </message>
  <message>
   <source>中心的憑證今天無效，先確認這台電腦的日期和時間，再通知總部</source>
   <translation>Head office's certificate is not valid today: check this computer's clock</translation>
  </message>
  <message>
   <source>中心認得這台收銀機，但金鑰不同，請總部處理</source>
   <translation>Head office knows this register under another key; ask head office</translation>
  </message>
  <message>
   <source>交付數量超過剩下的數量</source>
   <translation>That is more than there is left to give</translation>
  </message>
  <message>
   <source>交易正在保留或取回，稍候再試</source>
   <translation>The sale is being held or recalled; try again shortly</translation>
  </message>
  <message>
   <source>付款服務沒有回覆，先不要重複收款，稍後再詢問</source>
   <translation>No answer yet. Do not charge again; ask again shortly</translation>
  </message>
  <message>
   <source>付款結果還沒確認，到收款畫面按「再詢問」</source>
   <translation>The payment is not confirmed yet. Go to payment and press Ask again</translation>
  </message>
  <message>
   <source>付款被拒絕，沒有收到款項</source>
   <translation>Declined: nothing was charged</translation>
  </message>
  <message>
   <source>代碼不對，再核對一次</source>
   <translation>This code is not right: check it again</translation>
  </message>
  <message>
   <source>代碼已被另一台收銀機用過，請總部給新的代碼</source>
   <translation>Another register used this code; ask head office for a new one</translation>
  </message>
  <message>
   <source>代碼已過期，請總部給新的代碼</source>
   <translation>This code is too old; ask head office for a new one</translation>
  </message>
  <message>
   <source>備註要說明</source>
   <translation>Say what is wrong in the note</translation>
  </message>
  <message>
   <source>價格已過期（{column} {text}），不採用</source>
   <translation>Price has ended ({column} {text}); not used</translation>
  </message>
  <message>
   <source>先掃描或輸入收據號碼</source>
   <translation>Scan a receipt or enter its number first</translation>
  </message>
  <message>
   <source>先設定密碼</source>
   <translation>Set a PIN first</translation>
  </message>
  <message>
   <source>先輸入一次性代碼</source>
   <translation>Enter the one-time code first</translation>
  </message>
  <message>
   <source>先輸入中心位址</source>
   <translation>Enter head office's address first</translation>
  </message>
  <message>
   <source>先輸入售價</source>
   <translation>Enter the price first</translation>
  </message>
  <message>
   <source>先輸入商店名稱</source>
   <translation>Enter the store name first</translation>
  </message>
  <message>
   <source>先輸入姓名</source>
   <translation>Enter the name first</translation>
  </message>
  <message>
   <source>先輸入授權碼</source>
   <translation>Enter the approval code first</translation>
  </message>
  <message>
   <source>先輸入數量</source>
   <translation>Enter quantity first</translation>
  </message>
  <message>
   <source>先輸入重量或數量</source>
   <translation>Enter weight or quantity first</translation>
  </message>
  <message>
   <source>先輸入金額</source>
   <translation>Enter the amount first</translation>
  </message>
  <message>
   <source>先選取貨單</source>
   <translation>Choose an order</translation>
  </message>
  <message>
   <source>先選擇原因</source>
   <translation>Choose a reason first</translation>
  </message>
  <message>
   <source>先選擇更正原因</source>
   <translation>Choose why it is corrected first</translation>
  </message>
  <message>
   <source>先選擇要交付的商品</source>
   <translation>Choose what to hand over first</translation>
  </message>
  <message>
   <source>先選擇貨架</source>
   <translation>Choose a shelf first</translation>
  </message>
  <message>
   <source>先選要退的商品</source>
   <translation>Choose the items to return first</translation>
  </message>
  <message>
   <source>列印途中斷電。交易已存，看看印出了什麼，不足再印</source>
   <translation>The printer lost power. The sale is saved; see what came out, reprint if it is not whole</translation>
  </message>
  <message>
   <source>刷卡金額不能超過尚餘金額</source>
   <translation>Card amount cannot exceed what remains</translation>
  </message>
  <message>
   <source>印表機上蓋未關。交易已存，蓋好就會印出</source>
   <translation>The printer's cover is open. The sale is saved; it prints once it is closed</translation>
  </message>
  <message>
   <source>印表機沒有回應。交易已存，檢查電源和連接線</source>
   <translation>The printer does not answer. The sale is saved; check its power and cable</translation>
  </message>
  <message>
   <source>印表機缺紙。交易已存，裝上紙捲就會印出</source>
   <translation>The printer is out of paper. The sale is saved; it prints once a roll is in</translation>
  </message>
  <message>
   <source>原因選「其他」時，備註要說明</source>
   <translation>With the reason "Other", the note must say why</translation>
  </message>
  <message>
   <source>取貨單 {order} 在保留中：到銷售按 F6 取回收款，或刪除後再掃取貨碼</source>
   <translation>Order {order} is on hold: recall it under Sell with F6, or delete it there and scan the code again</translation>
  </message>
  <message>
   <source>取貨單 {order} 的品項與價格不能變更。先收款，或按 F5 放回取貨</source>
   <translation>The goods and prices of order {order} cannot be changed. Take the payment, or put it back with F5</translation>
  </message>
  <message>
   <source>取貨單 {order} 的金額已變動，請重新核對</source>
   <translation>What is due for order {order} has changed; look at it again</translation>
  </message>
  <message>
   <source>取貨單沒有這個品項</source>
   <translation>There is no such line in the order</translation>
  </message>
  <message>
   <source>另一台收銀機正在交付這張取貨單</source>
   <translation>Another counter is handing this order over</translation>
  </message>
  <message>
   <source>可用點數只有 {free} 點</source>
   <translation>Only {free} points are free</translation>
  </message>
  <message>
   <source>可退金額已變動，請重新確認</source>
   <translation>The refundable amount has changed; check it again</translation>
  </message>
  <message>
   <source>品項太多，請分成兩筆</source>
   <translation>Too many items; split them into two sales</translation>
  </message>
  <message>
   <source>商品沒有變更：先在收款畫面移除已收款項</source>
   <translation>Nothing was changed: remove the payment on the pay screen first</translation>
  </message>
  <message>
   <source>商品的稅別未設定，請店長處理</source>
   <translation>The item has no tax class; ask a manager to set it</translation>
  </message>
  <message>
   <source>單位 {column}「{text}」未知，用個、包、瓶、公斤、100g</source>
   <translation>Unit {column} "{text}" is unknown; use pc, each, unit, kg or 100g</translation>
  </message>
  <message>
   <source>單據印不出來，原因已記錄。交易已存，稍後可補印</source>
   <translation>The paper cannot be printed; the reason was logged. The sale is saved; print it later</translation>
  </message>
  <message>
   <source>單據寫不進 {path}。交易已存，稍後可補印</source>
   <translation>Papers cannot be written into {path}. The sale is saved; print it later</translation>
  </message>
  <message>
   <source>地址最多 {most} 個字，不能換行</source>
   <translation>An address has at most {most} characters on one line</translation>
  </message>
  <message>
   <source>密碼不符</source>
   <translation>PIN does not match</translation>
  </message>
  <message>
   <source>密碼只能用數字</source>
   <translation>Use digits only for the PIN</translation>
  </message>
  <message>
   <source>密碼要 {shortest} 至 {longest} 位</source>
   <translation>A PIN has {shortest} to {longest} digits</translation>
  </message>
  <message>
   <source>密碼錯誤次數過多，{seconds} 秒後再試</source>
   <translation>Too many PIN attempts; try again in {seconds} s</translation>
  </message>
  <message>
   <source>尚未清點，先輸入張數</source>
   <translation>Nothing counted yet; enter quantities first</translation>
  </message>
  <message>
   <source>尚未設定印表機。交易已存，設定後可補印</source>
   <translation>No printer set up. The sale is saved; print it once one is set up</translation>
  </message>
  <message>
   <source>尚未開班，請先開班</source>
   <translation>No open shift; open one first</translation>
  </message>
  <message>
   <source>已交班，付款方式不能再更正</source>
   <translation>The shift is closed; payments can no longer be corrected</translation>
  </message>
  <message>
   <source>已取消，同一個代碼還能用</source>
   <translation>Cancelled; the same code still works</translation>
  </message>
  <message>
   <source>已在線上付清，直接交付即可</source>
   <translation>All of it was paid online; just hand it over</translation>
  </message>
  <message>
   <source>已收款項尚未處理，先完成或退回</source>
   <translation>Payments taken are not settled; complete or refund them first</translation>
  </message>
  <message>
   <source>已收款項已變動，返回收款畫面再試</source>
   <translation>What was taken has changed; go back to the payment and try again</translation>
  </message>
  <message>
   <source>已經用 {currency} 收過錢，幣別不能再改</source>
   <translation>Money was already taken in {currency}; the currency can no longer change</translation>
  </message>
  <message>
   <source>已經開班</source>
   <translation>A shift is already open</translation>
  </message>
  <message>
   <source>復原碼不符，再核對一次</source>
   <translation>Recovery code does not match; check it again</translation>
  </message>
  <message>
   <source>找不到檔案 {path}</source>
   <translation>File {path} not found</translation>
  </message>
  <message>
   <source>找不到資料庫 {path}。請負責人從備份還原</source>
   <translation>Database {path} not found. Ask the owner to restore it from a backup</translation>
  </message>
  <message>
   <source>折扣超出範圍</source>
   <translation>Discount out of range</translation>
  </message>
  <message>
   <source>按件計的商品，庫存要是整數</source>
   <translation>Items sold by piece need a whole number in stock</translation>
  </message>
  <message>
   <source>授權碼是 {shortest} 至 {longest} 個英數字</source>
   <translation>The approval code has {shortest} to {longest} letters and digits</translation>
  </message>
  <message>
   <source>收款中，先返回購物車再修改</source>
   <translation>Payment in progress; go back to the cart to make changes</translation>
  </message>
  <message>
   <source>收銀機編號是 1 至 999</source>
   <translation>Register number is 1 to 999</translation>
  </message>
  <message>
   <source>數量最多三位小數</source>
   <translation>Quantity has at most three decimals</translation>
  </message>
  <message>
   <source>數量無法辨識</source>
   <translation>Quantity not recognised</translation>
  </message>
  <message>
   <source>數量超出範圍</source>
   <translation>Quantity out of range</translation>
  </message>
  <message>
   <source>數量超出訂購數量</source>
   <translation>That is more than was ordered</translation>
  </message>
  <message>
   <source>數量足夠，不算缺貨</source>
   <translation>All of it is there; it is not short</translation>
  </message>
  <message>
   <source>文字含有無法列印的字元</source>
   <translation>The text has characters that cannot be printed</translation>
  </message>
  <message>
   <source>文字太長，最多 {most} 個字</source>
   <translation>Text too long; at most {most} characters</translation>
  </message>
  <message>
   <source>時間要在 1 至 {most} 分鐘</source>
   <translation>Give a time of 1 to {most} minutes</translation>
  </message>
  <message>
   <source>替代品的單位和原商品不同</source>
   <translation>The substitute is counted in another unit</translation>
  </message>
  <message>
   <source>替代品要選別的商品</source>
   <translation>Choose other goods as the substitute</translation>
  </message>
  <message>
   <source>有 {found} 格，標題是 {expected} 欄：有逗號要加引號</source>
   <translation>Cells: {found}, header columns: {expected}. Put text with commas in quotes</translation>
  </message>
  <message>
   <source>有已收款項不在這筆交易，返回收款畫面再試</source>
   <translation>A payment taken is missing from this sale; go back to the payment and try again</translation>
  </message>
  <message>
   <source>有營業日和中心的帳不同，兩邊資料都在，請店長和總部核對</source>
   <translation>A business day differs from head office's books. Nothing is lost; ask a manager to check</translation>
  </message>
  <message>
   <source>有讀不出的字，重新輸入</source>
   <translation>Some characters are unreadable; enter it again</translation>
  </message>
  <message>
   <source>查無收據 {text}</source>
   <translation>No receipt {text}</translation>
  </message>
  <message>
   <source>查無此人員</source>
   <translation>No such person</translation>
  </message>
  <message>
   <source>查無此識別證</source>
   <translation>No such badge</translation>
  </message>
  <message>
   <source>查無這位會員</source>
   <translation>No such member</translation>
  </message>
  <message>
   <source>查無這個班次</source>
   <translation>No such shift</translation>
  </message>
  <message>
   <source>查無這筆交易</source>
   <translation>No such sale</translation>
  </message>
  <message>
   <source>查詢次數太多，稍後再試</source>
   <translation>Too many look-ups; try again later</translation>
  </message>
  <message>
   <source>條碼 {barcode} 已在第 {line} 列，屬於 {sku}</source>
   <translation>Barcode {barcode} is already on row {line}, for {sku}</translation>
  </message>
  <message>
   <source>條碼 {barcode} 已屬於目錄裡的 {sku}</source>
   <translation>Barcode {barcode} already belongs to {sku} in the catalogue</translation>
  </message>
  <message>
   <source>條碼沒有完整讀到，請再掃描一次</source>
   <translation>The code was not read whole; scan it again</translation>
  </message>
  <message>
   <source>檔案超過 {most} 列，分成幾個檔再匯入</source>
   <translation>The file has over {most} rows; split it into several files, then import</translation>
  </message>
  <message>
   <source>欄位 {first} 與 {second} 意思相同，採用 {first}</source>
   <translation>Columns {first} and {second} mean the same; {first} is used</translation>
  </message>
  <message>
   <source>款項尚未收足</source>
   <translation>Not fully paid yet</translation>
  </message>
  <message>
   <source>款項已收足</source>
   <translation>Already paid in full</translation>
  </message>
  <message>
   <source>正在向中心確認優惠券，稍候再收款</source>
   <translation>Checking the coupon with the centre, pay in a moment</translation>
  </message>
  <message>
   <source>此人員不能核准這個動作</source>
   <translation>This person cannot approve this action</translation>
  </message>
  <message>
   <source>此人員不負責收銀，換收銀員登入才能收款</source>
   <translation>This person does not work the till. Sign in as a cashier to take payment</translation>
  </message>
  <message>
   <source>此人員已停用</source>
   <translation>This person is no longer active</translation>
  </message>
  <message>
   <source>此人員沒有這個權限</source>
   <translation>This person is not allowed to do this</translation>
  </message>
  <message>
   <source>沒有任何商品可交付，請取消這張取貨單</source>
   <translation>There is nothing to hand over; cancel this order</translation>
  </message>
  <message>
   <source>沒有售價，也沒有標示時價</source>
   <translation>No price, and not marked as open price</translation>
  </message>
  <message>
   <source>沒有變更</source>
   <translation>No change</translation>
  </message>
  <message>
   <source>沒有這個時區：{zone}</source>
   <translation>No such time zone: {zone}</translation>
  </message>
  <message>
   <source>沒有這種幣別：{currency}</source>
   <translation>No such currency: {currency}</translation>
  </message>
  <message>
   <source>清點金額超出範圍</source>
   <translation>Count amount out of range</translation>
  </message>
  <message>
   <source>無法使用資料夾 {path}：{detail}</source>
   <translation>Cannot use folder {path}: {detail}</translation>
  </message>
  <message>
   <source>無法完成這個動作（{code}）。已完成的交易都在</source>
   <translation>This could not be done ({code}). Completed sales are safe</translation>
  </message>
  <message>
   <source>無法寫入 {path}：{detail}</source>
   <translation>Cannot write {path}: {detail}</translation>
  </message>
  <message>
   <source>無法寫入金鑰 {path}：{reason}</source>
   <translation>Cannot write key {path}: {reason}</translation>
  </message>
  <message>
   <source>無法確認對方是中心：憑證不受信任。確認位址，或通知總部</source>
   <translation>This may not be head office: its certificate is not trusted. Check the address, or tell head office</translation>
  </message>
  <message>
   <source>無法讀取 {path}：{detail}</source>
   <translation>Cannot read {path}: {detail}</translation>
  </message>
  <message>
   <source>無法讀取金鑰 {path}：{reason}</source>
   <translation>Cannot read key {path}: {reason}</translation>
  </message>
  <message>
   <source>無法讀寫 {path}：{detail}</source>
   <translation>Cannot read or write {path}: {detail}</translation>
  </message>
  <message>
   <source>無法驗證這個條碼，連線同步後再掃描一次</source>
   <translation>This code cannot be verified yet; sync, then scan it again</translation>
  </message>
  <message>
   <source>現金不足，要收足進位後的金額</source>
   <translation>Not enough cash: take the rounded amount in full</translation>
  </message>
  <message>
   <source>生日是月和日，例如 4/12</source>
   <translation>A birthday is month and day, e.g. 4/12</translation>
  </message>
  <message>
   <source>略過看不懂的欄位：{columns}</source>
   <translation>Unknown columns skipped: {columns}</translation>
  </message>
  <message>
   <source>發生未預期的問題，已記錄。購物車保留著，請再試一次</source>
   <translation>Something unexpected happened and was logged. The cart is kept; try again</translation>
  </message>
  <message>
   <source>目前這筆已有商品，無法復原</source>
   <translation>The current sale has items; cannot undo</translation>
  </message>
  <message>
   <source>磁碟已滿。已完成的交易都在，清出空間後再試一次</source>
   <translation>Disk full. Completed sales are safe; free some space and try again</translation>
  </message>
  <message>
   <source>稅別 {column}「{text}」未知，用應稅、零稅率、免稅</source>
   <translation>Tax class {column} "{text}" is unknown; use standard, zero or exempt</translation>
  </message>
  <message>
   <source>稅率是 0 至 100，最多四位小數</source>
   <translation>Tax rate is 0 to 100, with at most four decimals</translation>
  </message>
  <message>
   <source>程式檔案不完整（{address}），重新安裝 OMO POS</source>
   <translation>Program files are incomplete ({address}); reinstall OMO POS</translation>
  </message>
  <message>
   <source>程式正在關閉。單據會在下次開啟後印出</source>
   <translation>The program is closing. Papers print after the next start</translation>
  </message>
  <message>
   <source>程式正在關閉，這個動作沒有執行</source>
   <translation>The program is closing; this was not done</translation>
  </message>
  <message>
   <source>系統的金鑰圈不能用（{reason}），先解鎖它</source>
   <translation>The system keyring cannot be used ({reason}); unlock it first</translation>
  </message>
  <message>
   <source>系統鑰匙圈沒有給出連線憑據。先解鎖，或重新加入</source>
   <translation>The system's keyring does not give the credentials. Unlock it, or join again</translation>
  </message>
  <message>
   <source>統一編號是 8 位數字，檢查碼不符，再核對一次</source>
   <translation>A tax ID has 8 digits and its check must hold: look again</translation>
  </message>
  <message>
   <source>總部已停用這台的連線。照常銷售，資料留在這台，請聯絡總部</source>
   <translation>Head office revoked this register. Keep selling; the data stays here. Contact head office</translation>
  </message>
  <message>
   <source>至少要保留一位店長</source>
   <translation>At least one manager must remain</translation>
  </message>
  <message>
   <source>英文店名最多 {most} 個字，不能換行</source>
   <translation>An English name has at most {most} characters on one line</translation>
  </message>
  <message>
   <source>記憶體不足，關掉其他程式再試一次</source>
   <translation>Not enough memory; close other programs and try again</translation>
  </message>
  <message>
   <source>請會員出示動態會員碼，掃描後才能用點數付款</source>
   <translation>Scan the member's code on the phone to pay with points</translation>
  </message>
  <message>
   <source>讀不到自家憑證檔。照常銷售，請放回原處或重新加入</source>
   <translation>The shop's own certificate file cannot be read. Sell as usual; put it back, or join again</translation>
  </message>
  <message>
   <source>變更還沒套用，先套用或按 Esc 取消</source>
   <translation>A change is not applied yet. Apply it, or press Esc to cancel</translation>
  </message>
  <message>
   <source>資料來自較新的 OMO POS，先更新這台的程式</source>
   <translation>The data is from a newer OMO POS; update the program here first</translation>
  </message>
  <message>
   <source>資料庫讀取失敗。已完成的交易都在，請通知店長</source>
   <translation>The database could not be read. Completed sales are safe; tell a manager</translation>
  </message>
  <message>
   <source>購物車已有商品，先收款或保留，再退款</source>
   <translation>The cart has items; take payment or hold it before refunding</translation>
  </message>
  <message>
   <source>購物車是空的</source>
   <translation>The cart is empty</translation>
  </message>
  <message>
   <source>退貨數量超過可退數量</source>
   <translation>Return quantity exceeds what can be returned</translation>
  </message>
  <message>
   <source>退貨的單位和收據不同</source>
   <translation>The unit differs from the receipt</translation>
  </message>
  <message>
   <source>送出清點後又有交易，金額已更新，請重新核對</source>
   <translation>A sale was made after the count was submitted; amounts are updated, check them again</translation>
  </message>
  <message>
   <source>這不是中心的位址，例如 https://centre.example</source>
   <translation>This is no address of head office, such as https://centre.example</translation>
  </message>
  <message>
   <source>這個代碼是給新機器頂替舊收銀機的，這台已經有資料，不能用</source>
   <translation>This code is for a machine that replaces a register; this one already has data</translation>
  </message>
  <message>
   <source>這個位址不加密。是自己店內的網路，才勾選下面的選項</source>
   <translation>This address is not encrypted. Tick the box below only for the store's own network</translation>
  </message>
  <message>
   <source>這個位址沒有加密連線，確認連接埠；店內網路請寫 http://</source>
   <translation>No encryption at this address: check the port, or write http:// in the store's network</translation>
  </message>
  <message>
   <source>這個位址的回答看不懂，確認位址是中心，不是路由器或代理伺服器</source>
   <translation>The reply was not understood: check that the address is not a router's or a proxy's</translation>
  </message>
  <message>
   <source>這個動作已經做過，請確認交易紀錄</source>
   <translation>This was already done; check the list of sales</translation>
  </message>
  <message>
   <source>這個動作需要店長核准</source>
   <translation>This action needs manager approval</translation>
  </message>
  <message>
   <source>這個品項已移除</source>
   <translation>This item was already removed</translation>
  </message>
  <message>
   <source>這個密碼太容易猜到，換一個</source>
   <translation>This PIN is too easy to guess; choose another</translation>
  </message>
  <message>
   <source>這個條碼不是本店發出的，不能使用</source>
   <translation>This code is not one of ours and cannot be used</translation>
  </message>
  <message>
   <source>這個條碼在這裡用不到</source>
   <translation>This code is of no use here</translation>
  </message>
  <message>
   <source>這個條碼已過期，請顧客重新開啟頁面再掃描</source>
   <translation>This code has expired; have the customer reopen the page</translation>
  </message>
  <message>
   <source>這個條碼是另一家門市的（門市代碼 {store}），要到那家門市使用</source>
   <translation>This code is for another store (store code {store}); it can be used only there</translation>
  </message>
  <message>
   <source>這個檔案匯入過，庫存不重複計入</source>
   <translation>This file was imported before; stock is not counted again</translation>
  </message>
  <message>
   <source>這個版本印不出這種單據。資料都在</source>
   <translation>This version cannot print this kind of paper. The data is all there</translation>
  </message>
  <message>
   <source>這台收銀機已經有人員</source>
   <translation>This register already has staff</translation>
  </message>
  <message>
   <source>這台收銀機已被總部停用，不能再加入</source>
   <translation>Head office revoked this register; it cannot join again</translation>
  </message>
  <message>
   <source>這台收銀機沒有優惠券</source>
   <translation>This register has no coupons</translation>
  </message>
  <message>
   <source>這台收銀機沒有這張取貨單</source>
   <translation>This terminal does not know the order</translation>
  </message>
  <message>
   <source>這台收銀機的金鑰損壞。請負責人用復原碼取回</source>
   <translation>This register's key is damaged. Ask the owner to recover it with the recovery code</translation>
  </message>
  <message>
   <source>這台收銀機還沒有復原碼</source>
   <translation>This register has no recovery code yet</translation>
  </message>
  <message>
   <source>這台用 {found} 收過錢，中心的門市用 {wanted}，不能加入這家門市</source>
   <translation>This register took money in {found} but the store uses {wanted}; it cannot join</translation>
  </message>
  <message>
   <source>這台電腦沒有這台收銀機的金鑰。請負責人用復原碼取回</source>
   <translation>This computer lacks the register's key. Ask the owner to recover it with the code</translation>
  </message>
  <message>
   <source>這張取貨單在另一家門市（門市代碼 {store}），要到那家門市取貨</source>
   <translation>This order is at another store (store code {store}); it is collected there</translation>
  </message>
  <message>
   <source>這張取貨單已經交付過</source>
   <translation>This order was handed over already</translation>
  </message>
  <message>
   <source>這張取貨單已經結束，不能再變更</source>
   <translation>This order has ended and cannot be changed</translation>
  </message>
  <message>
   <source>這張取貨單沒有這個商品</source>
   <translation>This order has no such goods</translation>
  </message>
  <message>
   <source>這張收據沒有這個品項</source>
   <translation>This item is not on the receipt</translation>
  </message>
  <message>
   <source>這是 {payer} 的會員碼，這筆交易的會員是 {member}，不能代付</source>
   <translation>This code is {payer}'s, but the sale is {member}'s. Points of somebody else cannot pay</translation>
  </message>
  <message>
   <source>這種付款方式不能在此更正</source>
   <translation>This kind of payment cannot be corrected here</translation>
  </message>
  <message>
   <source>這種付款方式未啟用，無法詢問結果，請店長處理</source>
   <translation>This payment method is not set up, so its result cannot be checked; ask a manager</translation>
  </message>
  <message>
   <source>這筆交易已保留</source>
   <translation>This sale is on hold</translation>
  </message>
  <message>
   <source>這筆交易已保留，先取回再收款</source>
   <translation>This sale is on hold; recall it to take payment</translation>
  </message>
  <message>
   <source>這筆交易已完成</source>
   <translation>This sale is already complete</translation>
  </message>
  <message>
   <source>這筆交易已結束</source>
   <translation>This sale has ended</translation>
  </message>
  <message>
   <source>這筆保留的交易已被取回</source>
   <translation>This held sale was already recalled</translation>
  </message>
  <message>
   <source>這筆收過款，要取消請用清空</source>
   <translation>Money was taken for this sale; use Clear to cancel it</translation>
  </message>
  <message>
   <source>這筆款項已移除</source>
   <translation>This tender is already removed</translation>
  </message>
  <message>
   <source>這間店沒有中心</source>
   <translation>This shop has no centre</translation>
  </message>
  <message>
   <source>這項已經備齊</source>
   <translation>All of it is picked already</translation>
  </message>
  <message>
   <source>連不上中心，確認網路和位址</source>
   <translation>Head office cannot be reached: check network and address</translation>
  </message>
  <message>
   <source>連線憑據來自較新的版本，請更新 OMO POS</source>
   <translation>The credentials are from a newer version: update OMO POS</translation>
  </message>
  <message>
   <source>連線憑據毀損。照常銷售，請總部給新的代碼重新加入</source>
   <translation>The credentials are damaged. Keep selling; ask head office for a new code</translation>
  </message>
  <message>
   <source>還有 {left} 項沒有備好</source>
   <translation>{left} still to be picked</translation>
  </message>
  <message>
   <source>還有商品等候輸入，先完成或按 Esc 略過</source>
   <translation>An item still needs its quantity or price. Finish it, or press Esc to skip</translation>
  </message>
  <message>
   <source>還有款項未付，請由收款完成交付</source>
   <translation>Something is still to be paid; hand it over through the payment</translation>
  </message>
  <message>
   <source>還沒有姓名</source>
   <translation>The name is missing</translation>
  </message>
  <message>
   <source>還沒逾期，商品要保留給客人</source>
   <translation>It is not overdue; its goods wait for the customer</translation>
  </message>
  <message>
   <source>金鑰不能放在資料夾裡，用 OMO_POS_KEY_DIR 指到別處</source>
   <translation>Keys cannot be kept in the data folder; point OMO_POS_KEY_DIR elsewhere</translation>
  </message>
  <message>
   <source>金額超出範圍</source>
   <translation>Amount out of range</translation>
  </message>
  <message>
   <source>門市代碼是 1 至 8 個大寫字母或數字</source>
   <translation>Store code is 1 to 8 capital letters or digits</translation>
  </message>
  <message>
   <source>門市目前暫停接單</source>
   <translation>The store takes no orders in just now</translation>
  </message>
  <message>
   <source>離線時最多可用 {most} 點</source>
   <translation>Offline, up to {most} points can be used</translation>
  </message>
  <message>
   <source>離線時需要最新的點數，請會員重新開啟會員碼</source>
   <translation>Offline, the balance must be fresh: ask the member to open the code again</translation>
  </message>
  <message>
   <source>零用金超出範圍</source>
   <translation>Float out of range</translation>
  </message>
  <message>
   <source>電子郵件格式不正確</source>
   <translation>Not an e-mail address</translation>
  </message>
  <message>
   <source>電話最多 {most} 個字，不能換行</source>
   <translation>A phone number has at most {most} characters on one line</translation>
  </message>
  <message>
   <source>電話要有 8 到 15 個數字</source>
   <translation>A phone number has 8 to 15 digits</translation>
  </message>
  <message>
   <source>顧客同意加入會員後才能建立</source>
   <translation>The customer must agree to join first</translation>
  </message>
  <message>
   <source>點數付款未啟用</source>
   <translation>Points cannot be paid with here</translation>
  </message>
 </context>
 <context>
  <name>FaceColumn</name>
  <message>
   <source>{} 小計 {}</source>
   <translation>{} subtotal {}</translation>
  </message>
  <message>
   <source>小計</source>
   <translation>Subtotal</translation>
  </message>
 </context>
 <context>
  <name>FaceRow</name>
  <message>
   <source>{} 元</source>
   <translation>${}</translation>
  </message>
  <message>
   <source>張數</source>
   <translation>count</translation>
  </message>
  <message>
   <source>枚數</source>
   <translation>count</translation>
  </message>
 </context>
 <context>
  <name>Filters</name>
  <message>
   <source>7 天</source>
   <translation>7 days</translation>
  </message>
  <message>
   <source>人員</source>
   <translation>Staff</translation>
  </message>
  <message>
   <source>今天</source>
   <translation>Today</translation>
  </message>
  <message>
   <source>付款方式</source>
   <translation>Tenders</translation>
  </message>
  <message>
   <source>全部</source>
   <translation>All</translation>
  </message>
  <message>
   <source>全部人員</source>
   <translation>All staff</translation>
  </message>
  <message>
   <source>全部付款</source>
   <translation>All payments</translation>
  </message>
  <message>
   <source>全部類型</source>
   <translation>All types</translation>
  </message>
  <message>
   <source>篩選</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>類型</source>
   <translation>Type</translation>
  </message>
 </context>
 <context>
  <name>FindPage</name>
  <message>
   <source>加入本筆</source>
   <translation>Add to sale</translation>
  </message>
  <message>
   <source>可新增會員</source>
   <translation>You can add a new member</translation>
  </message>
  <message>
   <source>可新增會員，連線後由總部合併</source>
   <translation>You can add a new member; head office merges them later</translation>
  </message>
  <message>
   <source>完整電話或電子郵件，按 Enter 查詢</source>
   <translation>For a whole phone number or e-mail, press Enter</translation>
  </message>
  <message>
   <source>尋找會員</source>
   <translation>Find a member</translation>
  </message>
  <message>
   <source>找不到「{}」</source>
   <translation>Nothing found for "{}"</translation>
  </message>
  <message>
   <source>按 Enter 查詢這個號碼或信箱</source>
   <translation>Press Enter to look this up</translation>
  </message>
  <message>
   <source>掃描會員碼，或輸入</source>
   <translation>Scan a member code, or type</translation>
  </message>
  <message>
   <source>掃描會員碼，或輸入電話、姓名</source>
   <translation>Scan a member code, or type a phone or name</translation>
  </message>
  <message>
   <source>新增會員</source>
   <translation>New member</translation>
  </message>
  <message>
   <source>查無這位會員</source>
   <translation>No such member</translation>
  </message>
  <message>
   <source>查詢</source>
   <translation>Look up</translation>
  </message>
  <message>
   <source>查詢中</source>
   <translation>Looking up</translation>
  </message>
  <message>
   <source>符合的會員</source>
   <translation>Matching members</translation>
  </message>
  <message>
   <source>試試電話尾碼 3 碼或姓名第一個字</source>
   <translation>Try the last 3 digits of the phone, or how the name begins</translation>
  </message>
  <message>
   <source>連線取得金鑰後可用</source>
   <translation>Needs a key first: go online</translation>
  </message>
  <message>
   <source>離線作業，只找了本機資料</source>
   <translation>Offline: only this register was searched</translation>
  </message>
 </context>
 <context>
  <name>Finding</name>
  <message>
   <source>{} 售完</source>
   <translation>{} sold out</translation>
  </message>
  <message>
   <source>{} 未定價</source>
   <translation>{} has no price</translation>
  </message>
  <message>
   <source>仍要銷售？</source>
   <translation>Sell anyway?</translation>
  </message>
  <message>
   <source>已加入 {}</source>
   <translation>Added {}</translation>
  </message>
  <message>
   <source>已加入 {}，庫存只有 {}</source>
   <translation>Added {}; only {} in stock</translation>
  </message>
  <message>
   <source>庫存只有 {}</source>
   <translation>Only {} in stock</translation>
  </message>
  <message>
   <source>找不到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>新增為臨時品項</source>
   <translation>Add as unlisted item</translation>
  </message>
  <message>
   <source>未定價</source>
   <translation>No price</translation>
  </message>
  <message>
   <source>查無此條碼</source>
   <translation>Barcode not found</translation>
  </message>
  <message>
   <source>查無此條碼 {}</source>
   <translation>Unknown barcode {}</translation>
  </message>
  <message>
   <source>貨架 {}</source>
   <translation>Shelf {}</translation>
  </message>
  <message>
   <source>輸入售價</source>
   <translation>Enter price</translation>
  </message>
 </context>
 <context>
  <name>Foot</name>
  <message>
   <source>沒有收據的退貨需店長核准</source>
   <translation>Returns without a receipt need a manager</translation>
  </message>
  <message>
   <source>無收據退貨</source>
   <translation>No receipt</translation>
  </message>
 </context>
 <context>
  <name>Forgotten</name>
  <message>
   <source>{} 的新密碼</source>
   <translation>New PIN for {}</translation>
  </message>
  <message>
   <source>先點選姓名，再重設密碼</source>
   <translation>Choose a name first, then reset the PIN</translation>
  </message>
  <message>
   <source>重設 {} 的密碼？</source>
   <translation>Reset PIN for {}?</translation>
  </message>
 </context>
 <context>
  <name>Form</name>
  <message>
   <source>其他原因</source>
   <translation>Other reason</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>實際是</source>
   <translation>Should be</translation>
  </message>
  <message>
   <source>已更正</source>
   <translation>Corrected</translation>
  </message>
  <message>
   <source>無法在此更正</source>
   <translation>Cannot correct</translation>
  </message>
  <message>
   <source>記錯的款項</source>
   <translation>Payment to correct</translation>
  </message>
 </context>
 <context>
  <name>FormPage</name>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>建立會員</source>
   <translation>Add member</translation>
  </message>
  <message>
   <source>會員姓名</source>
   <translation>Member's name</translation>
  </message>
  <message>
   <source>會員生日</source>
   <translation>Member's birthday</translation>
  </message>
  <message>
   <source>會員電子郵件</source>
   <translation>Member's e-mail</translation>
  </message>
  <message>
   <source>會員電話</source>
   <translation>Member's phone</translation>
  </message>
  <message>
   <source>月／日，例如 4/12</source>
   <translation>Month/day, e.g. 4/12</translation>
  </message>
  <message>
   <source>本機只留遮罩後的姓名與電話末三碼；原文加密後交給總部，這台機器讀不回來</source>
   <translation>Kept here: a masked name and the last 3 digits. The rest is sealed for head office; this register cannot read it back</translation>
  </message>
  <message>
   <source>王小明</source>
   <translation>Mei Lin</translation>
  </message>
  <message>
   <source>生日（選填）</source>
   <translation>Birthday (optional)</translation>
  </message>
  <message>
   <source>電子郵件（選填）</source>
   <translation>E-mail (optional)</translation>
  </message>
  <message>
   <source>電話</source>
   <translation>Phone</translation>
  </message>
 </context>
 <context>
  <name>FoundPage</name>
  <message>
   <source>符合的收據有 {} 張，選一張</source>
   <translation>{} receipts match; choose one</translation>
  </message>
 </context>
 <context>
  <name>Goods</name>
  <message>
   <source>{fold} 折</source>
   <translation>{percent}% off</translation>
  </message>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>{} 分</source>
   <translation>{} min</translation>
  </message>
  <message>
   <source>{} 天</source>
   <translation>{} d</translation>
  </message>
  <message>
   <source>{} 時</source>
   <translation>{} h</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <source>再買 {} 享「{}」</source>
   <translation>Spend {} more for "{}"</translation>
  </message>
  <message>
   <source>再買 {} 件享「{}」</source>
   <translation>Add {} more for "{}"</translation>
  </message>
  <message>
   <source>剩 {}</source>
   <translation>Only {}</translation>
  </message>
  <message>
   <source>售完</source>
   <translation>Sold out</translation>
  </message>
  <message>
   <source>庫存 {}</source>
   <translation>In stock {}</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>改價 {}</source>
   <translation>Price change {}</translation>
  </message>
  <message>
   <source>未定價</source>
   <translation>No price</translation>
  </message>
  <message>
   <source>自訂價</source>
   <translation>Open price</translation>
  </message>
 </context>
 <context>
  <name>GoodsList</name>
  <message>
   <source>優惠</source>
   <translation>Promotions</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupon</translation>
  </message>
  <message>
   <source>另有 {} 項</source>
   <translation>{} more</translation>
  </message>
  <message>
   <source>本筆明細</source>
   <translation>This sale</translation>
  </message>
  <message>
   <source>營業稅</source>
   <translation>Tax</translation>
  </message>
 </context>
 <context>
  <name>GoodsModel</name>
  <message>
   <source>已有 {} 件</source>
   <translation>{} in cart</translation>
  </message>
  <message>
   <source>已核對</source>
   <translation>checked</translation>
  </message>
 </context>
 <context>
  <name>GoodsPage</name>
  <message>
   <source>CSV 或 Excel（xlsx），第一列是欄位名稱：貨號、品名、條碼、分類、售價、庫存</source>
   <translation>CSV or Excel (xlsx) with column names in the first row: SKU, name, barcode, category, price, stock</translation>
  </message>
  <message>
   <source>{}　{} / {} 項</source>
   <translation>{}  {} / {}</translation>
  </message>
  <message>
   <source>下一步</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>之後再匯入</source>
   <translation>Import later</translation>
  </message>
  <message>
   <source>匯入中…</source>
   <translation>Importing...</translation>
  </message>
  <message>
   <source>匯入現有的商品目錄，也可以之後再匯入</source>
   <translation>Import your product catalogue now, or do it later</translation>
  </message>
  <message>
   <source>商品從哪裡來？</source>
   <translation>Where do the products come from?</translation>
  </message>
  <message>
   <source>商品目錄</source>
   <translation>Product catalogue</translation>
  </message>
  <message>
   <source>選擇商品目錄</source>
   <translation>Choose product catalogue</translation>
  </message>
  <message>
   <source>選擇檔案</source>
   <translation>Choose file</translation>
  </message>
 </context>
 <context>
  <name>GoodsPanel</name>
  <message>
   <source>掃描商品或點一下勾選</source>
   <translation>Scan or tap to check off</translation>
  </message>
  <message>
   <source>逐項核對</source>
   <translation>Check each item</translation>
  </message>
 </context>
 <context>
  <name>GoodsShort</name>
  <message>
   <source>{fold} 折</source>
   <translation>−{percent}%</translation>
  </message>
 </context>
 <context>
  <name>Group</name>
  <message>
   <source>第 {} 組 {}</source>
   <translation>Group {}: {}</translation>
  </message>
 </context>
 <context>
  <name>HandOver</name>
  <message>
   <source>{} 交付。</source>
   <translation>Handed over {}. </translation>
  </message>
  <message>
   <source>{} 備妥</source>
   <translation>Ready {}</translation>
  </message>
  <message>
   <source>{}，另有 {} 件</source>
   <translation>{}: {} more item|{}: {} more items</translation>
  </message>
  <message>
   <source>不必收款</source>
   <translation>Nothing to collect</translation>
  </message>
  <message>
   <source>不是本店的單</source>
   <translation>Order of another store</translation>
  </message>
  <message>
   <source>不要交付。回取貨頁把商品退回上架；客人有疑問請店長處理</source>
   <translation>Do not hand over. Put the goods back from the pickups page; a manager helps with questions</translation>
  </message>
  <message>
   <source>不要再交付。問客人是否家人已取；有疑問按「回報問題」</source>
   <translation>Do not hand over again. Ask whether somebody else collected it; if in doubt, report a problem</translation>
  </message>
  <message>
   <source>之後再收 {}</source>
   <translation>Then {} more</translation>
  </message>
  <message>
   <source>先把商品拿出來核對</source>
   <translation>Fetch and check the goods meanwhile</translation>
  </message>
  <message>
   <source>先收款再交付，發票現場開立</source>
   <translation>Collect the payment first, then hand over; the invoice is issued here</translation>
  </message>
  <message>
   <source>再掃一次；或回取貨頁用單號、電話尾碼找</source>
   <translation>Scan again, or find it on the pickups page by number or phone</translation>
  </message>
  <message>
   <source>到店付款</source>
   <translation>Pay at pickup</translation>
  </message>
  <message>
   <source>勾選商品後計算</source>
   <translation>Check the goods first</translation>
  </message>
  <message>
   <source>取貨單還沒傳到這台</source>
   <translation>The order has not arrived here yet</translation>
  </message>
  <message>
   <source>取貨碼</source>
   <translation>Pickup code</translation>
  </message>
  <message>
   <source>取貨碼不能用</source>
   <translation>This code cannot be used</translation>
  </message>
  <message>
   <source>取貨碼正確 · {} 掃描</source>
   <translation>Code is right · scanned {}</translation>
  </message>
  <message>
   <source>取貨碼正確。連線後按「再查一次」，或請另一台收銀交付</source>
   <translation>The code is right. Ask again once online, or hand over at another register</translation>
  </message>
  <message>
   <source>取貨碼簽章正確，本店今日未交付過。連線後自動上傳。</source>
   <translation>The signature is right and nothing was handed over here. Sent once online.</translation>
  </message>
  <message>
   <source>另一台正在交付</source>
   <translation>Another register is handing it over</translation>
  </message>
  <message>
   <source>商品已排定退回上架。請客人重新下單，或請店長處理</source>
   <translation>The goods are to go back on sale. The customer may order again, or ask a manager</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>尚未上架</source>
   <translation>On no shelf yet</translation>
  </message>
  <message>
   <source>已交付</source>
   <translation>Handed over</translation>
  </message>
  <message>
   <source>已收款</source>
   <translation>Paid</translation>
  </message>
  <message>
   <source>已收款並交付 {}</source>
   <translation>Paid and handed over: {}</translation>
  </message>
  <message>
   <source>已收款並交付 {} 張</source>
   <translation>Paid and handed over: {} orders</translation>
  </message>
  <message>
   <source>已放 {}</source>
   <translation>waiting {}</translation>
  </message>
  <message>
   <source>已經交付過</source>
   <translation>Already handed over</translation>
  </message>
  <message>
   <source>已過取貨期限</source>
   <translation>Pickup time is over</translation>
  </message>
  <message>
   <source>已驗證</source>
   <translation>Verified</translation>
  </message>
  <message>
   <source>已驗證（離線）</source>
   <translation>Verified (offline)</translation>
  </message>
  <message>
   <source>從取貨頁選取 · {}</source>
   <translation>Chosen on the pickups page · {}</translation>
  </message>
  <message>
   <source>或在取貨頁選一張待取貨的單</source>
   <translation>Or choose a ready order on the pickups page</translation>
  </message>
  <message>
   <source>掃描取貨碼</source>
   <translation>Scan a pickup code</translation>
  </message>
  <message>
   <source>接著收 {} 的 {}</source>
   <translation>Next: {}, {}</translation>
  </message>
  <message>
   <source>本店紀錄沒有交付過。連線後自動上傳。</source>
   <translation>This store has not handed it over. Sent once online.</translation>
  </message>
  <message>
   <source>查無這張取貨單</source>
   <translation>No such order</translation>
  </message>
  <message>
   <source>查詢中</source>
   <translation>Looking it up</translation>
  </message>
  <message>
   <source>看另一台收銀是否正在服務同一位客人，稍後按「再查一次」</source>
   <translation>See whether another register serves the same customer, then ask again</translation>
  </message>
  <message>
   <source>看過證件</source>
   <translation>ID seen</translation>
  </message>
  <message>
   <source>第 {} 張，共 {} 張</source>
   <translation>Order {} of {}</translation>
  </message>
  <message>
   <source>線上付了一部分</source>
   <translation>Partly paid online</translation>
  </message>
  <message>
   <source>線上已付款</source>
   <translation>Paid online</translation>
  </message>
  <message>
   <source>線上驗證</source>
   <translation>Verified online</translation>
  </message>
  <message>
   <source>訂單已取消</source>
   <translation>Order cancelled</translation>
  </message>
  <message>
   <source>試用訂單</source>
   <translation>Trial order</translation>
  </message>
  <message>
   <source>這張單在另一家門市。請客人到那裡取，或用電話請那裡保留</source>
   <translation>It is at another store. Send the customer there, or call to have it kept</translation>
  </message>
  <message>
   <source>這張單在另一家門市（代碼 {}）。請客人到那裡取，或用電話請那裡保留</source>
   <translation>It is at another store (code {}). Send the customer there, or call to have it kept</translation>
  </message>
  <message>
   <source>還沒備妥</source>
   <translation>Not ready yet</translation>
  </message>
  <message>
   <source>還沒勾選的商品，逐項點給客人</source>
   <translation>Give the goods that are not checked yet, one by one</translation>
  </message>
  <message>
   <source>還沒收款</source>
   <translation>Not paid</translation>
  </message>
  <message>
   <source>還沒放上貨架。現場點齊可以直接交付，或先回取貨頁備貨</source>
   <translation>It is on no shelf yet. Count the goods here and hand over, or pick it first</translation>
  </message>
  <message>
   <source>離線驗證</source>
   <translation>Verified offline</translation>
  </message>
  <message>
   <source>電話尾碼</source>
   <translation>Phone</translation>
  </message>
 </context>
 <context>
  <name>HandOverScreen</name>
  <message>
   <source>{} 已交付</source>
   <translation>{} handed over</translation>
  </message>
  <message>
   <source>{} 已部分交付</source>
   <translation>Partly handed over: {}</translation>
  </message>
  <message>
   <source>不能交付</source>
   <translation>Cannot hand over</translation>
  </message>
  <message>
   <source>交付完成</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <source>先勾選要交付的商品</source>
   <translation>Check off what is given</translation>
  </message>
  <message>
   <source>先送出或取消回報</source>
   <translation>Send or cancel the report first</translation>
  </message>
  <message>
   <source>原交易已保留為 {}，按 F6 取回</source>
   <translation>The sale before is on hold as {}; F6 recalls it</translation>
  </message>
  <message>
   <source>取貨單 {}</source>
   <translation>Order {}</translation>
  </message>
  <message>
   <source>按 Esc 回取貨頁</source>
   <translation>Esc: back to pickups</translation>
  </message>
  <message>
   <source>收款並交付</source>
   <translation>Pay, hand over</translation>
  </message>
  <message>
   <source>查無此條碼 {}</source>
   <translation>Unknown barcode {}</translation>
  </message>
  <message>
   <source>核對完成</source>
   <translation>All checked</translation>
  </message>
  <message>
   <source>沒有可交付的商品</source>
   <translation>Nothing to hand over</translation>
  </message>
  <message>
   <source>部分交付</source>
   <translation>Partial</translation>
  </message>
 </context>
 <context>
  <name>HandOverSide</name>
  <message>
   <source>付款</source>
   <translation>Payment</translation>
  </message>
  <message>
   <source>取貨人</source>
   <translation>Customer</translation>
  </message>
  <message>
   <source>回報問題</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>已核對姓名</source>
   <translation>Name checked</translation>
  </message>
  <message>
   <source>已核對尾碼</source>
   <translation>Phone checked</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>核對姓名</source>
   <translation>Check name</translation>
  </message>
  <message>
   <source>核對尾碼</source>
   <translation>Check phone</translation>
  </message>
  <message>
   <source>沒有留名字</source>
   <translation>No name given</translation>
  </message>
  <message>
   <source>破損、缺件、非本人</source>
   <translation>Damaged, missing, wrong person</translation>
  </message>
  <message>
   <source>這位客人還有 {} 張</source>
   <translation>{} more order of this customer|{} more orders of this customer</translation>
  </message>
  <message>
   <source>還有 {} 件未核對</source>
   <translation>{} item is not checked|{} items are not checked</translation>
  </message>
  <message>
   <source>還有 {} 件未核對，收款後仍可勾選</source>
   <translation>{} item is not checked; it can be after payment|{} items are not checked; they can be after payment</translation>
  </message>
  <message>
   <source>還沒備妥</source>
   <translation>Not ready</translation>
  </message>
  <message>
   <source>部分交付</source>
   <translation>Partial</translation>
  </message>
  <message>
   <source>電話尾碼 {}</source>
   <translation>Phone ending {}</translation>
  </message>
 </context>
 <context>
  <name>Head</name>
  <message>
   <source>{} 下單</source>
   <translation>ordered {}</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>收銀</source>
   <translation>Cashier</translation>
  </message>
  <message>
   <source>時間</source>
   <translation>Time</translation>
  </message>
  <message>
   <source>總計</source>
   <translation>Total</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>電話尾碼 {}</source>
   <translation>Phone ending {}</translation>
  </message>
 </context>
 <context>
  <name>Hearing</name>
  <message>
   <source>條碼沒有讀完整，再掃一次</source>
   <translation>The code was cut off: scan again</translation>
  </message>
 </context>
 <context>
  <name>Here</name>
  <message>
   <source>輸入</source>
   <translation>Enter</translation>
  </message>
 </context>
 <context>
  <name>Join</name>
  <message>
   <source>這台電腦的時間比中心快 {} 分，校正後收據時間才會對</source>
   <translation>This computer's clock is {} min fast: set it, or receipts show the wrong time</translation>
  </message>
  <message>
   <source>這台電腦的時間比中心慢 {} 分，校正後收據時間才會對</source>
   <translation>This computer's clock is {} min slow: set it, or receipts show the wrong time</translation>
  </message>
 </context>
 <context>
  <name>JoinFields</name>
  <message>
   <source>一次性代碼</source>
   <translation>One-time code</translation>
  </message>
  <message>
   <source>中心位址</source>
   <translation>Head office address</translation>
  </message>
  <message>
   <source>同一個網路上的人可能看到傳送的內容。網際網路上不要勾選</source>
   <translation>Others on the same network may see what is sent. Never tick this for the internet</translation>
  </message>
  <message>
   <source>總部產生，24 小時內有效，可掃描</source>
   <translation>Valid for 24 hours; you can scan it</translation>
  </message>
  <message>
   <source>這是自己店內的網路，允許不加密</source>
   <translation>Store network: allow plain HTTP</translation>
  </message>
 </context>
 <context>
  <name>JoinProgress</name>
  <message>
   <source>{}。已收到的都在，恢復後自動繼續</source>
   <translation>{}. What was received is kept; it resumes by itself</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>取消中…</source>
   <translation>Cancelling…</translation>
  </message>
  <message>
   <source>商品、價格與人員都收到了，共 {} 項</source>
   <translation>Products, prices and staff are here: {} items</translation>
  </message>
  <message>
   <source>已加入 {}</source>
   <translation>Added {}</translation>
  </message>
  <message>
   <source>已收到 {} / {} 項</source>
   <translation>Received {} / {}</translation>
  </message>
  <message>
   <source>正在取回它的紀錄，已收到 {} 筆</source>
   <translation>Fetching its records: {} so far</translation>
  </message>
  <message>
   <source>正在連接中心</source>
   <translation>Connecting to head office</translation>
  </message>
  <message>
   <source>正在頂替 {}</source>
   <translation>Taking the place of {}</translation>
  </message>
  <message>
   <source>準備接收商品、價格與人員…</source>
   <translation>Getting ready to receive products, prices and staff…</translation>
  </message>
  <message>
   <source>用代碼向中心登記這台收銀機，通常只要幾秒</source>
   <translation>Registering with the code; usually a few seconds</translation>
  </message>
  <message>
   <source>這個代碼是給新機器頂替這台收銀機的。按「確定頂替」後，這台電腦就是它：接著它的班次和收據號碼，舊的那台不能再上傳。要不同的收銀機，取消後請總部給另一個代碼</source>
   <translation>This code lets a new machine take this register's place. Then this computer is that register: its shift and receipts go on here, and the old machine can upload no more. For another register, cancel and ask head office for another code</translation>
  </message>
  <message>
   <source>頂替 {}？</source>
   <translation>Take the place of {}?</translation>
  </message>
 </context>
 <context>
  <name>KeyMap</name>
  <message>
   <source>取消或返回</source>
   <translation>Cancel or back</translation>
  </message>
  <message>
   <source>按鍵一覽</source>
   <translation>Key map</translation>
  </message>
  <message>
   <source>這個畫面的按鍵</source>
   <translation>Keys on this screen</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>LimitsForm</name>
  <message>
   <source>交班差額</source>
   <translation>Shift difference</translation>
  </message>
  <message>
   <source>折扣比例</source>
   <translation>Discount, per cent</translation>
  </message>
  <message>
   <source>折扣金額</source>
   <translation>Discount, amount</translation>
  </message>
 </context>
 <context>
  <name>LineDelegate</name>
  <message>
   <source>單價 {}</source>
   <translation>@{}</translation>
  </message>
  <message>
   <source>退貨 {}</source>
   <translation>Return {}</translation>
  </message>
 </context>
 <context>
  <name>LineModel</name>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
 </context>
 <context>
  <name>LineView</name>
  <message>
   <source>本筆交易的品項</source>
   <translation>Items in this sale</translation>
  </message>
 </context>
 <context>
  <name>LockScreen</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{}　進行中</source>
   <translation>{}: open</translation>
  </message>
  <message>
   <source>上傳中</source>
   <translation>Syncing</translation>
  </message>
  <message>
   <source>先點選姓名</source>
   <translation>Choose a name first</translation>
  </message>
  <message>
   <source>先點選姓名，再輸入密碼</source>
   <translation>Choose a name first, then type the PIN</translation>
  </message>
  <message>
   <source>單機營業</source>
   <translation>Standalone</translation>
  </message>
  <message>
   <source>密碼不符</source>
   <translation>PIN does not match</translation>
  </message>
  <message>
   <source>密碼不符，再輸入一次</source>
   <translation>PIN does not match; enter it again</translation>
  </message>
  <message>
   <source>尚未開帳</source>
   <translation>Not yet</translation>
  </message>
  <message>
   <source>尚未開班，請店長或收銀人員開班</source>
   <translation>No open shift. A manager or cashier can open one</translation>
  </message>
  <message>
   <source>已收部分款項，{} 件</source>
   <translation>Part paid, items: {}</translation>
  </message>
  <message>
   <source>已連線</source>
   <translation>Online</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>忘記密碼？請店長重設</source>
   <translation>Forgot your PIN? A manager can reset it</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>未完成</source>
   <translation>Unfinished</translation>
  </message>
  <message>
   <source>未開班</source>
   <translation>No open shift</translation>
  </message>
  <message>
   <source>登入</source>
   <translation>Sign in</translation>
  </message>
  <message>
   <source>網路</source>
   <translation>Network</translation>
  </message>
  <message>
   <source>誰要使用收銀 {}？</source>
   <translation>Who is using register {}?</translation>
  </message>
  <message>
   <source>購物車 {} 件</source>
   <translation>Cart: {} pcs</translation>
  </message>
  <message>
   <source>輸入 {} 至 {} 位數密碼</source>
   <translation>Enter a PIN of {} to {} digits</translation>
  </message>
  <message>
   <source>輸入密碼</source>
   <translation>Enter PIN</translation>
  </message>
  <message>
   <source>開帳</source>
   <translation>Opened</translation>
  </message>
  <message>
   <source>離線作業</source>
   <translation>Working offline</translation>
  </message>
  <message>
   <source>需店長處理</source>
   <translation>Needs manager</translation>
  </message>
 </context>
 <context>
  <name>LookChoices</name>
  <message>
   <source>外觀</source>
   <translation>Appearance</translation>
  </message>
  <message>
   <source>文字大小</source>
   <translation>Text size</translation>
  </message>
  <message>
   <source>深色</source>
   <translation>Dark</translation>
  </message>
  <message>
   <source>淺色</source>
   <translation>Light</translation>
  </message>
  <message>
   <source>語言</source>
   <translation>Language</translation>
  </message>
 </context>
 <context>
  <name>LookPage</name>
  <message>
   <source>先選語言和看起來舒服的樣子，之後可以在設定裡更改</source>
   <translation>Choose a language and a comfortable look; you can change both later in Settings</translation>
  </message>
  <message>
   <source>歡迎使用 OMO POS</source>
   <translation>Welcome to OMO POS</translation>
  </message>
 </context>
 <context>
  <name>LookPart</name>
  <message>
   <source>{} 分</source>
   <translation>{} min</translation>
  </message>
  <message>
   <source>不鎖定</source>
   <translation>Never</translation>
  </message>
  <message>
   <source>只影響這台收銀機，選了就生效，不用重新開啟</source>
   <translation>This register only; takes effect at once</translation>
  </message>
  <message>
   <source>沒有人動時自動鎖定</source>
   <translation>Lock when idle</translation>
  </message>
  <message>
   <source>減少動態</source>
   <translation>Reduce motion</translation>
  </message>
  <message>
   <source>自動鎖定前 20 秒會提醒，購物車會保留</source>
   <translation>Warns 20 s ahead; the cart is kept</translation>
  </message>
  <message>
   <source>顯示與鎖定</source>
   <translation>Display and lock</translation>
  </message>
 </context>
 <context>
  <name>MailForm</name>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>已徵得顧客同意：信箱只用來寄這一次的明細，加密後交給中心</source>
   <translation>The customer agreed: used for this receipt only, sealed until the centre sends it</translation>
  </message>
  <message>
   <source>電子郵件</source>
   <translation>E-mail</translation>
  </message>
 </context>
 <context>
  <name>ManagerPage</name>
  <message>
   <source>{} 至 {} 位數字，按 Enter</source>
   <translation>{} to {} digits, then Enter</translation>
  </message>
  <message>
   <source>下一步</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>兩次不同，重新輸入</source>
   <translation>The two differ; enter it again</translation>
  </message>
  <message>
   <source>再輸入一次</source>
   <translation>Enter it again</translation>
  </message>
  <message>
   <source>姓名</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>密碼 {} 至 {} 位數字，避開生日和連號。其他人員之後由店長新增</source>
   <translation>PIN of {} to {} digits; avoid birthdays and sequences. The manager adds other staff later</translation>
  </message>
  <message>
   <source>密碼已設定</source>
   <translation>PIN set</translation>
  </message>
  <message>
   <source>密碼要 {} 至 {} 位</source>
   <translation>PIN needs {} to {} digits</translation>
  </message>
  <message>
   <source>店長可以核准折扣、改設定、新增人員</source>
   <translation>A manager approves discounts, changes settings and adds staff</translation>
  </message>
  <message>
   <source>建立中…</source>
   <translation>Creating...</translation>
  </message>
  <message>
   <source>建立店長</source>
   <translation>Create manager</translation>
  </message>
  <message>
   <source>英文姓名</source>
   <translation>English name</translation>
  </message>
  <message>
   <source>要改就再輸入</source>
   <translation>Enter it again to change it</translation>
  </message>
  <message>
   <source>設定密碼</source>
   <translation>Set PIN</translation>
  </message>
  <message>
   <source>誰是店長？</source>
   <translation>Who is the manager?</translation>
  </message>
  <message>
   <source>選填</source>
   <translation>Optional</translation>
  </message>
 </context>
 <context>
  <name>Mark</name>
  <message>
   <source>店</source>
   <translation>S</translation>
  </message>
 </context>
 <context>
  <name>Measure</name>
  <message>
   <source>公克</source>
   <translation>Grams</translation>
  </message>
  <message>
   <source>公斤</source>
   <translation>Kilograms</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>售價</source>
   <translation>Price</translation>
  </message>
  <message>
   <source>單價 {}</source>
   <translation>Unit price {}</translation>
  </message>
  <message>
   <source>數量</source>
   <translation>Quantity</translation>
  </message>
  <message>
   <source>輸入售價</source>
   <translation>Enter price</translation>
  </message>
  <message>
   <source>輸入數量</source>
   <translation>Enter quantity</translation>
  </message>
  <message>
   <source>輸入重量</source>
   <translation>Enter weight</translation>
  </message>
  <message>
   <source>還有 {} 項待輸入</source>
   <translation>{} more to enter</translation>
  </message>
  <message>
   <source>重量</source>
   <translation>Weight</translation>
  </message>
 </context>
 <context>
  <name>Member</name>
  <message>
   <source>{} 件</source>
   <translation>{} item|{} items</translation>
  </message>
  <message>
   <source>{} 資料</source>
   <translation>as of {}</translation>
  </message>
  <message>
   <source>{} 點</source>
   <translation>{} pt|{} pts</translation>
  </message>
  <message>
   <source>今天生日</source>
   <translation>Birthday today</translation>
  </message>
  <message>
   <source>以簡訊或電子郵件寄送，隨時可取消</source>
   <translation>By text or e-mail; can be ended at any time</translation>
  </message>
  <message>
   <source>保留姓名與聯絡方式，用於點數與優惠</source>
   <translation>Name and contact are kept, for points and benefits</translation>
  </message>
  <message>
   <source>加入會員</source>
   <translation>Join as a member</translation>
  </message>
  <message>
   <source>可用券 {}</source>
   <translation>{} coupon|{} coupons</translation>
  </message>
  <message>
   <source>合併查看消費紀錄</source>
   <translation>One purchase history</translation>
  </message>
  <message>
   <source>尾碼 {}</source>
   <translation>ends {}</translation>
  </message>
  <message>
   <source>復原</source>
   <translation>Undo</translation>
  </message>
  <message>
   <source>接收優惠訊息</source>
   <translation>Receive offers</translation>
  </message>
  <message>
   <source>會員 {} 已加入本筆</source>
   <translation>{} added to this sale</translation>
  </message>
  <message>
   <source>會員已加入本筆</source>
   <translation>Member added to this sale</translation>
  </message>
  <message>
   <source>本月壽星 {}/{}</source>
   <translation>Birthday this month {}/{}</translation>
  </message>
  <message>
   <source>生日 {}/{}</source>
   <translation>Birthday {}/{}</translation>
  </message>
  <message>
   <source>線上商店</source>
   <translation>Online shop</translation>
  </message>
  <message>
   <source>連線後由總部合併</source>
   <translation>Head office merges later</translation>
  </message>
  <message>
   <source>門市與線上的紀錄一起看，方便查詢與退換</source>
   <translation>Stores and online together, for help and returns</translation>
  </message>
 </context>
 <context>
  <name>MemberBanner</name>
  <message>
   <source>會員資料 (F10)</source>
   <translation>Member's card (F10)</translation>
  </message>
  <message>
   <source>移除會員</source>
   <translation>Remove member</translation>
  </message>
 </context>
 <context>
  <name>MemberPanel</name>
  <message>
   <source>加入會員到本筆</source>
   <translation>Add a member</translation>
  </message>
  <message>
   <source>新增會員</source>
   <translation>New member</translation>
  </message>
  <message>
   <source>更換會員</source>
   <translation>Change member</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>會員碼、電話、尾碼 3 碼、姓名或會員編號</source>
   <translation>Code, phone, last 3 digits, name or number</translation>
  </message>
  <message>
   <source>本機沒有這位會員的資料</source>
   <translation>Nothing is known of this member here</translation>
  </message>
  <message>
   <source>返回</source>
   <translation>Back</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>離線也能建立，連線後由總部合併</source>
   <translation>Works offline; head office merges later</translation>
  </message>
 </context>
 <context>
  <name>MemberResults</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>加入本筆</source>
   <translation>Add to sale</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Members</translation>
  </message>
  <message>
   <source>符合的會員</source>
   <translation>Matching members</translation>
  </message>
 </context>
 <context>
  <name>NewPinDialog</name>
  <message>
   <source>{} 至 {} 位數字</source>
   <translation>{} to {} digits</translation>
  </message>
  <message>
   <source>下一步</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>兩次不同，重新輸入</source>
   <translation>The two differ; enter it again</translation>
  </message>
  <message>
   <source>再輸入一次</source>
   <translation>Enter it again</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>已重設 {} 的密碼</source>
   <translation>PIN reset for {}</translation>
  </message>
  <message>
   <source>復原碼</source>
   <translation>Recovery code</translation>
  </message>
  <message>
   <source>輸入新密碼</source>
   <translation>Enter new PIN</translation>
  </message>
  <message>
   <source>重設</source>
   <translation>Reset</translation>
  </message>
 </context>
 <context>
  <name>NotedForm</name>
  <message>
   <source>備註（選填）</source>
   <translation>Note (optional)</translation>
  </message>
  <message>
   <source>先寫備註</source>
   <translation>Write a note</translation>
  </message>
  <message>
   <source>先選原因</source>
   <translation>Choose a reason</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
 </context>
 <context>
  <name>Notes</name>
  <message>
   <source>備註 {}</source>
   <translation>Note: {}</translation>
  </message>
  <message>
   <source>會員 {} {}</source>
   <translation>Member {} {}</translation>
  </message>
 </context>
 <context>
  <name>NothingChosen</name>
  <message>
   <source>或掃描取貨碼</source>
   <translation>or scan a pickup code</translation>
  </message>
  <message>
   <source>點一張取貨單</source>
   <translation>Choose an order</translation>
  </message>
 </context>
 <context>
  <name>NothingPage</name>
  <message>
   <source>或輸入收據號碼，末 4 碼也可以</source>
   <translation>Or enter its number; the last 4 digits will do</translation>
  </message>
  <message>
   <source>掃描收據條碼</source>
   <translation>Scan the receipt's barcode</translation>
  </message>
  <message>
   <source>核對號碼，或掃描收據上的條碼</source>
   <translation>Check the number, or scan the receipt's barcode</translation>
  </message>
 </context>
 <context>
  <name>Notice</name>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>NumberPad</name>
  <message>
   <source>C 清除</source>
   <translation>C Clear</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>退格</source>
   <translation>Backspace</translation>
  </message>
 </context>
 <context>
  <name>OfflineNote</name>
  <message>
   <source>離線也能交班，連線後自動上傳</source>
   <translation>You can close the shift offline; it syncs once back online</translation>
  </message>
 </context>
 <context>
  <name>OpeningView</name>
  <message>
   <source>上班留存</source>
   <translation>Left by last shift</translation>
  </message>
  <message>
   <source>抽屜沒有動過</source>
   <translation>Drawer untouched</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>此人員不能開班</source>
   <translation>This person cannot open a shift</translation>
  </message>
  <message>
   <source>沿用 {}</source>
   <translation>Use {}</translation>
  </message>
  <message>
   <source>沿用上班留下的零用金，不逐項清點</source>
   <translation>Use the float left by the last shift, without counting</translation>
  </message>
  <message>
   <source>無</source>
   <translation>None</translation>
  </message>
  <message>
   <source>相符</source>
   <translation>Matches</translation>
  </message>
  <message>
   <source>開班</source>
   <translation>Open shift</translation>
  </message>
  <message>
   <source>開班清點</source>
   <translation>Opening count</translation>
  </message>
  <message>
   <source>零用金合計</source>
   <translation>Float total</translation>
  </message>
 </context>
 <context>
  <name>OrderBand</name>
  <message>
   <source>取貨單 {}</source>
   <translation>Order {}</translation>
  </message>
  <message>
   <source>放回取貨</source>
   <translation>Put back</translation>
  </message>
 </context>
 <context>
  <name>OrderHead</name>
  <message>
   <source>取貨單</source>
   <translation>Order</translation>
  </message>
  <message>
   <source>貨架</source>
   <translation>Shelf</translation>
  </message>
 </context>
 <context>
  <name>Outcome</name>
  <message>
   <source>不變</source>
   <translation>Unchanged</translation>
  </message>
  <message>
   <source>交易總額</source>
   <translation>Sale total</translation>
  </message>
  <message>
   <source>交班後的帳已封存，請店長另行記錄</source>
   <translation>The shift is sealed; ask a manager to record it separately</translation>
  </message>
  <message>
   <source>原本</source>
   <translation>Before</translation>
  </message>
  <message>
   <source>原本的紀錄會保留，更正另記一筆</source>
   <translation>The original stays; the correction is a new entry</translation>
  </message>
  <message>
   <source>更正</source>
   <translation>Correct</translation>
  </message>
  <message>
   <source>更正付款</source>
   <translation>Correct payment</translation>
  </message>
  <message>
   <source>更正付款需要店長核准，會留下紀錄</source>
   <translation>Needs manager approval and is recorded</translation>
  </message>
  <message>
   <source>更正後</source>
   <translation>After</translation>
  </message>
  <message>
   <source>錢櫃應有現金</source>
   <translation>Expected in drawer</translation>
  </message>
 </context>
 <context>
  <name>PadZone</name>
  <message>
   <source>授權碼</source>
   <translation>Approval code</translation>
  </message>
  <message>
   <source>數字鍵盤</source>
   <translation>Number pad</translation>
  </message>
  <message>
   <source>現金不需要</source>
   <translation>Not for cash</translation>
  </message>
  <message>
   <source>簽單上的號碼</source>
   <translation>Number on the slip</translation>
  </message>
 </context>
 <context>
  <name>Page</name>
  <message>
   <source>下一步</source>
   <translation>Next</translation>
  </message>
 </context>
 <context>
  <name>PaperPart</name>
  <message>
   <source>儲存需要店長，或店長核准</source>
   <translation>Saving needs a manager or an approval</translation>
  </message>
  <message>
   <source>加入中心後，中心有填的以中心的為準</source>
   <translation>Once joined, what head office says takes precedence</translation>
  </message>
  <message>
   <source>印在收據最上面，店名的下面；空白的不印</source>
   <translation>Printed at the top of receipts, below the name; blanks are left out</translation>
  </message>
  <message>
   <source>地址</source>
   <translation>Address</translation>
  </message>
  <message>
   <source>收據上的商店資料</source>
   <translation>Shop on receipts</translation>
  </message>
  <message>
   <source>統一編號</source>
   <translation>Tax ID</translation>
  </message>
  <message>
   <source>英文店名</source>
   <translation>English name</translation>
  </message>
  <message>
   <source>英文收據和英文畫面用英文店名，最後一個逗號後面是門市，例如 Suiguang Store, Dadaocheng</source>
   <translation>English receipts and the English screen say the English name; the store stands after the last comma, as in Suiguang Store, Dadaocheng</translation>
  </message>
  <message>
   <source>變更在下次開啟程式後生效，已開出的收據不變</source>
   <translation>Changes take effect at the next start; earlier receipts stay as they are</translation>
  </message>
  <message>
   <source>選填</source>
   <translation>Optional</translation>
  </message>
  <message>
   <source>電話</source>
   <translation>Phone</translation>
  </message>
 </context>
 <context>
  <name>Papers</name>
  <message>
   <source>列印交易明細</source>
   <translation>Print receipt</translation>
  </message>
  <message>
   <source>單據</source>
   <translation>Documents</translation>
  </message>
 </context>
 <context>
  <name>ParkedModel</name>
  <message>
   <source>{}前 · {}</source>
   <translation>{} ago · {}</translation>
  </message>
  <message>
   <source>剛剛 · {}</source>
   <translation>Just now · {}</translation>
  </message>
  <message>
   <source>取貨單 {}</source>
   <translation>Order {}</translation>
  </message>
  <message>
   <source>退 {}</source>
   <translation>Return {}</translation>
  </message>
 </context>
 <context>
  <name>ParkedPanel</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>保留中的交易</source>
   <translation>Sales on hold</translation>
  </message>
  <message>
   <source>刪除</source>
   <translation>Delete</translation>
  </message>
  <message>
   <source>取回</source>
   <translation>Recall</translation>
  </message>
  <message>
   <source>取回時，取貨單 {} 會放回取貨</source>
   <translation>Order {} then goes back to pickups</translation>
  </message>
  <message>
   <source>取回時，目前這筆會先保留</source>
   <translation>Recall holds the current sale first</translation>
  </message>
  <message>
   <source>按 F5 保留目前這筆</source>
   <translation>Press F5 to hold this sale</translation>
  </message>
  <message>
   <source>沒有保留中的交易</source>
   <translation>No sales on hold</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>PartialHead</name>
  <message>
   <source>其餘下次再取</source>
   <translation>Rest waits</translation>
  </message>
  <message>
   <source>其餘不要了</source>
   <translation>Rest not wanted</translation>
  </message>
  <message>
   <source>取消部分交付</source>
   <translation>Hand over all of it</translation>
  </message>
  <message>
   <source>部分交付：只交付勾選的商品</source>
   <translation>Partial: only what is checked off is given</translation>
  </message>
 </context>
 <context>
  <name>PayScreen</name>
  <message>
   <source>作廢交易</source>
   <translation>Void sale</translation>
  </message>
  <message>
   <source>尚未開班</source>
   <translation>No open shift</translation>
  </message>
  <message>
   <source>已收款項先移除，才能返回購物車</source>
   <translation>Remove payments taken before going back to the cart</translation>
  </message>
  <message>
   <source>換收銀員登入才能收款</source>
   <translation>Sign in as a cashier to take payment</translation>
  </message>
 </context>
 <context>
  <name>Paying</name>
  <message>
   <source>尚未開班</source>
   <translation>Shift not open</translation>
  </message>
  <message>
   <source>尚無商品</source>
   <translation>No items</translation>
  </message>
  <message>
   <source>換收銀員登入才能收款</source>
   <translation>Sign in as a cashier to take payment</translation>
  </message>
 </context>
 <context>
  <name>PeopleColumn</name>
  <message>
   <source>上一頁</source>
   <translation>Previous page</translation>
  </message>
  <message>
   <source>下一頁</source>
   <translation>Next page</translation>
  </message>
  <message>
   <source>刷識別證即可直接登入</source>
   <translation>Scan your badge to sign in</translation>
  </message>
  <message>
   <source>需接條碼掃描器</source>
   <translation>Needs a barcode scanner</translation>
  </message>
  <message>
   <source>點選姓名輸入密碼，或直接刷識別證</source>
   <translation>Choose your name and enter PIN, or scan your badge</translation>
  </message>
 </context>
 <context>
  <name>Picker</name>
  <message>
   <source>搜尋</source>
   <translation>Search</translation>
  </message>
 </context>
 <context>
  <name>Pickup</name>
  <message>
   <source>{} 件</source>
   <translation>{} item|{} items</translation>
  </message>
  <message>
   <source>{} 分</source>
   <translation>{} min</translation>
  </message>
  <message>
   <source>{} 前備好</source>
   <translation>by {}</translation>
  </message>
  <message>
   <source>{} 天</source>
   <translation>{} day|{} days</translation>
  </message>
  <message>
   <source>{} 時</source>
   <translation>{} h</translation>
  </message>
  <message>
   <source>{} 沒有訂「{}」</source>
   <translation>{} does not include “{}”</translation>
  </message>
  <message>
   <source>{} 的「{}」已換成「{}」</source>
   <translation>{}: “{}” was replaced by “{}”</translation>
  </message>
  <message>
   <source>{} 的「{}」已經夠了</source>
   <translation>{} has enough of “{}”</translation>
  </message>
  <message>
   <source>{} 退回上架</source>
   <translation>back {}</translation>
  </message>
  <message>
   <source>不交付</source>
   <translation>Not given</translation>
  </message>
  <message>
   <source>交付</source>
   <translation>Hand over</translation>
  </message>
  <message>
   <source>今日 {} 退回上架</source>
   <translation>back today {}</translation>
  </message>
  <message>
   <source>備妥上架</source>
   <translation>Ready on shelf</translation>
  </message>
  <message>
   <source>備貨中</source>
   <translation>Picking</translation>
  </message>
  <message>
   <source>先選取貨單</source>
   <translation>Choose an order</translation>
  </message>
  <message>
   <source>先選貨架</source>
   <translation>Choose a shelf</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>冷凍</source>
   <translation>Frozen</translation>
  </message>
  <message>
   <source>冷藏</source>
   <translation>Chilled</translation>
  </message>
  <message>
   <source>到店付 {}</source>
   <translation>Due {}</translation>
  </message>
  <message>
   <source>剩 {} 分</source>
   <translation>{} min left</translation>
  </message>
  <message>
   <source>客人不要</source>
   <translation>Not wanted</translation>
  </message>
  <message>
   <source>已交付</source>
   <translation>Handed over</translation>
  </message>
  <message>
   <source>已付</source>
   <translation>Paid</translation>
  </message>
  <message>
   <source>已取消</source>
   <translation>Cancelled</translation>
  </message>
  <message>
   <source>已提醒 {} 次</source>
   <translation>reminded {} time|reminded {} times</translation>
  </message>
  <message>
   <source>已經結束</source>
   <translation>It has ended</translation>
  </message>
  <message>
   <source>已退回上架</source>
   <translation>Put back</translation>
  </message>
  <message>
   <source>已逾期</source>
   <translation>Expired</translation>
  </message>
  <message>
   <source>已部分交付</source>
   <translation>Partly given</translation>
  </message>
  <message>
   <source>待取貨</source>
   <translation>Ready</translation>
  </message>
  <message>
   <source>找不到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>新訂單</source>
   <translation>New</translation>
  </message>
  <message>
   <source>晚 {} 分</source>
   <translation>{} min late</translation>
  </message>
  <message>
   <source>替代</source>
   <translation>Substitute</translation>
  </message>
  <message>
   <source>有問題</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>沒有可交付的商品</source>
   <translation>Nothing to hand over</translation>
  </message>
  <message>
   <source>破損</source>
   <translation>Damaged</translation>
  </message>
  <message>
   <source>缺 {}</source>
   <translation>{} short</translation>
  </message>
  <message>
   <source>缺件</source>
   <translation>Missing</translation>
  </message>
  <message>
   <source>試用，到店付 {}</source>
   <translation>Trial, due {}</translation>
  </message>
  <message>
   <source>該退回上架</source>
   <translation>to be put back</translation>
  </message>
  <message>
   <source>貨架 {}</source>
   <translation>Shelf {}</translation>
  </message>
  <message>
   <source>賣完了</source>
   <translation>Sold out</translation>
  </message>
  <message>
   <source>退回上架</source>
   <translation>Put back</translation>
  </message>
  <message>
   <source>逾期</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <source>逾期未取</source>
   <translation>Overdue</translation>
  </message>
  <message>
   <source>過期</source>
   <translation>Out of date</translation>
  </message>
  <message>
   <source>還差 {} 件</source>
   <translation>{} item to go|{} items to go</translation>
  </message>
  <message>
   <source>開始備貨</source>
   <translation>Start picking</translation>
  </message>
  <message>
   <source>非本人</source>
   <translation>Wrong person</translation>
  </message>
 </context>
 <context>
  <name>PickupScreen</name>
  <message>
   <source>{} 已放到 {}</source>
   <translation>{} is on {}</translation>
  </message>
  <message>
   <source>{} 已退回上架</source>
   <translation>{} was put back</translation>
  </message>
 </context>
 <context>
  <name>Pieces</name>
  <message>
   <source>{} 件</source>
   <translation>{} pcs</translation>
  </message>
  <message>
   <source>售 {} 件 · 退 {} 件</source>
   <translation>Sold: {} · returned: {}</translation>
  </message>
  <message>
   <source>退 {} 件</source>
   <translation>Returned: {}</translation>
  </message>
 </context>
 <context>
  <name>PinDots</name>
  <message>
   <source>已輸入 {} 位</source>
   <translation>Digits entered: {}</translation>
  </message>
 </context>
 <context>
  <name>PinPad</name>
  <message>
   <source>{why}，請等 {left}再試</source>
   <translation>{why}. Try again in {left}</translation>
  </message>
  <message>
   <source>{} 分 {} 秒</source>
   <translation>{} min {} s</translation>
  </message>
  <message>
   <source>{} 秒</source>
   <translation>{} s</translation>
  </message>
  <message>
   <source>密碼鍵盤</source>
   <translation>PIN pad</translation>
  </message>
  <message>
   <source>確認中…</source>
   <translation>Checking...</translation>
  </message>
  <message>
   <source>請等 {left}再試</source>
   <translation>Try again in {left}</translation>
  </message>
 </context>
 <context>
  <name>PrinterSign</name>
  <message>
   <source>印表機</source>
   <translation>Printer</translation>
  </message>
  <message>
   <source>印表機需要處理</source>
   <translation>The printer needs attention</translation>
  </message>
  <message>
   <source>待確認 {} 張</source>
   <translation>{} to check</translation>
  </message>
  <message>
   <source>等待列印 {} 張</source>
   <translation>Waiting to print: {}</translation>
  </message>
 </context>
 <context>
  <name>ProblemForm</name>
  <message>
   <source>什麼問題</source>
   <translation>What is wrong</translation>
  </message>
  <message>
   <source>回報問題：{}</source>
   <translation>Problem with {}</translation>
  </message>
  <message>
   <source>店長會收到一項待辦，取貨單留在原處</source>
   <translation>A manager gets a task; the order stays where it is</translation>
  </message>
  <message>
   <source>送出回報</source>
   <translation>Report</translation>
  </message>
 </context>
 <context>
  <name>Program</name>
  <message>
   <source>OMO POS 沒有開啟</source>
   <translation>OMO POS did not open</translation>
  </message>
 </context>
 <context>
  <name>QuickCash</name>
  <message>
   <source>全額 {}</source>
   <translation>Full {}</translation>
  </message>
  <message>
   <source>剛好 {}</source>
   <translation>Exact {}</translation>
  </message>
 </context>
 <context>
  <name>Reason</name>
  <message>
   <source>不合需求</source>
   <translation>Not wanted</translation>
  </message>
  <message>
   <source>付款未成功</source>
   <translation>Payment failed</translation>
  </message>
  <message>
   <source>價格相符</source>
   <translation>Price match</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>包裝瑕疵</source>
   <translation>Damaged</translation>
  </message>
  <message>
   <source>即期</source>
   <translation>Near expiry</translation>
  </message>
  <message>
   <source>即期品</source>
   <translation>Near expiry</translation>
  </message>
  <message>
   <source>取出單據</source>
   <translation>Remove slips</translation>
  </message>
  <message>
   <source>員工購</source>
   <translation>Staff purchase</translation>
  </message>
  <message>
   <source>商品瑕疵</source>
   <translation>Faulty</translation>
  </message>
  <message>
   <source>客人取消</source>
   <translation>Customer cancelled</translation>
  </message>
  <message>
   <source>客人已離開</source>
   <translation>Customer left</translation>
  </message>
  <message>
   <source>客人改用其他方式</source>
   <translation>Customer pays otherwise</translation>
  </message>
  <message>
   <source>換零錢</source>
   <translation>Get change</translation>
  </message>
  <message>
   <source>支付業者沒有回覆</source>
   <translation>Provider does not answer</translation>
  </message>
  <message>
   <source>核對現金</source>
   <translation>Check cash</translation>
  </message>
  <message>
   <source>買錯</source>
   <translation>Wrong item</translation>
  </message>
  <message>
   <source>輸入錯誤</source>
   <translation>Entry error</translation>
  </message>
 </context>
 <context>
  <name>ReasonDialog</name>
  <message>
   <source>先選原因</source>
   <translation>Choose a reason</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>說明原因</source>
   <translation>Explain why</translation>
  </message>
 </context>
 <context>
  <name>ReceiptSide</name>
  <message>
   <source>作廢的購物車沒有收據</source>
   <translation>A voided cart has no receipt</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>收據 {}</source>
   <translation>Receipt {}</translation>
  </message>
  <message>
   <source>收據會顯示在這裡</source>
   <translation>The receipt appears here</translation>
  </message>
  <message>
   <source>收據無法顯示</source>
   <translation>The receipt cannot be shown</translation>
  </message>
  <message>
   <source>更正付款</source>
   <translation>Correct payment</translation>
  </message>
  <message>
   <source>退換貨</source>
   <translation>Return or exchange</translation>
  </message>
  <message>
   <source>選一筆交易</source>
   <translation>Choose a sale</translation>
  </message>
 </context>
 <context>
  <name>Refund</name>
  <message>
   <source>{} 收回 {} 點</source>
   <translation>{}: {} pt taken back|{}: {} pts taken back</translation>
  </message>
  <message>
   <source>{} 退回 {} 點</source>
   <translation>{}: {} pt given back|{}: {} pts given back</translation>
  </message>
  <message>
   <source>優惠券「{}」已使用，不退還</source>
   <translation>Coupon “{}” was used and does not come back</translation>
  </message>
  <message>
   <source>優惠券「{}」退還，可再使用</source>
   <translation>Coupon “{}” comes back and can be used again</translation>
  </message>
  <message>
   <source>先找收據</source>
   <translation>Find a receipt</translation>
  </message>
  <message>
   <source>先選原因</source>
   <translation>Choose a reason</translation>
  </message>
  <message>
   <source>先選商品</source>
   <translation>Choose items</translation>
  </message>
  <message>
   <source>單價 {}</source>
   <translation>Unit price {}</translation>
  </message>
  <message>
   <source>尚未開班</source>
   <translation>No open shift</translation>
  </message>
  <message>
   <source>尾碼 {}</source>
   <translation>ending {}</translation>
  </message>
  <message>
   <source>已全部退回</source>
   <translation>All returned</translation>
  </message>
  <message>
   <source>已在購物車退貨</source>
   <translation>In the cart</translation>
  </message>
  <message>
   <source>已退 {}</source>
   <translation>{} returned</translation>
  </message>
  <message>
   <source>授權碼 {}</source>
   <translation>Code {}</translation>
  </message>
  <message>
   <source>換貨</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <source>收據上的券「{}」作廢</source>
   <translation>Coupon “{}” on the receipt does not count any more</translation>
  </message>
  <message>
   <source>收據上的券「{}」已在別筆使用，列入店長待辦</source>
   <translation>Coupon “{}” on the receipt was used elsewhere: a task for the manager</translation>
  </message>
  <message>
   <source>請到原收銀機退款</source>
   <translation>Refund at the register that sold it</translation>
  </message>
  <message>
   <source>購物車已有 {}</source>
   <translation>{} in the cart</translation>
  </message>
  <message>
   <source>輸入單價</source>
   <translation>Enter unit price</translation>
  </message>
  <message>
   <source>輸入重量</source>
   <translation>Enter weight</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Return</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
 </context>
 <context>
  <name>RefundActs</name>
  <message>
   <source>原交易已保留為 {}</source>
   <translation>The earlier sale is on hold as {}</translation>
  </message>
  <message>
   <source>售價 {} → 退 {}</source>
   <translation>Price {} → refund {}</translation>
  </message>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>已加入 {} 項退貨，接著掃描要換的商品</source>
   <translation>{} return added; now scan the replacement|{} returns added; now scan the replacements</translation>
  </message>
  <message>
   <source>數量</source>
   <translation>Quantity</translation>
  </message>
  <message>
   <source>退款金額</source>
   <translation>Refund amount</translation>
  </message>
  <message>
   <source>高於今日售價</source>
   <translation>Above today's price</translation>
  </message>
 </context>
 <context>
  <name>RefundPages</name>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>找不到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>找到 {} 筆</source>
   <translation>{} found</translation>
  </message>
  <message>
   <source>掃描或搜尋商品</source>
   <translation>Scan or search items</translation>
  </message>
  <message>
   <source>掃描收據或輸入號碼</source>
   <translation>Scan receipt or enter number</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
 </context>
 <context>
  <name>RefundScreen</name>
  <message>
   <source>換貨</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <source>退款</source>
   <translation>Refund</translation>
  </message>
 </context>
 <context>
  <name>RefundZone</name>
  <message>
   <source>先掃描收據；沒有收據就用無收據退貨</source>
   <translation>Scan the receipt first, or continue without one</translation>
  </message>
  <message>
   <source>查無此條碼 {}</source>
   <translation>Barcode not found: {}</translation>
  </message>
  <message>
   <source>無收據退貨</source>
   <translation>No receipt</translation>
  </message>
  <message>
   <source>這張收據沒有「{}」</source>
   <translation>{} is not on this receipt</translation>
  </message>
 </context>
 <context>
  <name>RemarkModel</name>
  <message>
   <source>第 {} 列　{}</source>
   <translation>Row {}: {}</translation>
  </message>
 </context>
 <context>
  <name>Result</name>
  <message>
   <source>不變 {}</source>
   <translation>Unchanged {}</translation>
  </message>
  <message>
   <source>庫存 {}</source>
   <translation>In stock {}</translation>
  </message>
  <message>
   <source>新增 {}</source>
   <translation>Added {}</translation>
  </message>
  <message>
   <source>更新 {}</source>
   <translation>Updated {}</translation>
  </message>
  <message>
   <source>未匯入 {} 列</source>
   <translation>Rows not imported: {}</translation>
  </message>
  <message>
   <source>沒有匯入的列</source>
   <translation>Rows not imported</translation>
  </message>
  <message>
   <source>這裡顯示前 {} 項，全部列在 {}</source>
   <translation>First {} shown; full list in {}</translation>
  </message>
  <message>
   <source>附註</source>
   <translation>Notes</translation>
  </message>
 </context>
 <context>
  <name>ResultView</name>
  <message>
   <source>{} 送出清點</source>
   <translation>Count submitted {}</translation>
  </message>
  <message>
   <source>{}原因</source>
   <translation>{}: reason</translation>
  </message>
  <message>
   <source>下一班沿用 {}</source>
   <translation>Keep {} for next shift</translation>
  </message>
  <message>
   <source>備註</source>
   <translation>Note</translation>
  </message>
  <message>
   <source>備註（必填）</source>
   <translation>Note (required)</translation>
  </message>
  <message>
   <source>備註（選填）</source>
   <translation>Note (optional)</translation>
  </message>
  <message>
   <source>免簽</source>
   <translation>Not needed</translation>
  </message>
  <message>
   <source>列印交班單</source>
   <translation>Print shift report</translation>
  </message>
  <message>
   <source>刷識別證，或輸入密碼</source>
   <translation>Scan badge or enter PIN</translation>
  </message>
  <message>
   <source>填寫備註</source>
   <translation>Add a note</translation>
  </message>
  <message>
   <source>完成交班</source>
   <translation>Close shift</translation>
  </message>
  <message>
   <source>差異在 {} 以內</source>
   <translation>Difference within {}</translation>
  </message>
  <message>
   <source>已簽</source>
   <translation>Signed</translation>
  </message>
  <message>
   <source>店長</source>
   <translation>Manager</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>核對結果</source>
   <translation>Check count</translation>
  </message>
  <message>
   <source>等待店長簽核</source>
   <translation>Awaiting manager sign-off</translation>
  </message>
  <message>
   <source>簽核</source>
   <translation>Sign-off</translation>
  </message>
  <message>
   <source>處理中</source>
   <translation>Processing</translation>
  </message>
  <message>
   <source>輸入密碼</source>
   <translation>Enter PIN</translation>
  </message>
  <message>
   <source>選擇{}原因</source>
   <translation>{}: choose a reason</translation>
  </message>
  <message>
   <source>重新清點</source>
   <translation>Recount</translation>
  </message>
  <message>
   <source>需店長核准，前次清點會保留</source>
   <translation>Needs manager approval; the last count is kept</translation>
  </message>
 </context>
 <context>
  <name>Results</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{} 筆以上</source>
   <translation>{}+ found</translation>
  </message>
  <message>
   <source>{} 筆結果</source>
   <translation>{} found</translation>
  </message>
  <message>
   <source>代碼</source>
   <translation>Codes</translation>
  </message>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>找不到「{}」</source>
   <translation>No match for "{}"</translation>
  </message>
  <message>
   <source>搜尋結果</source>
   <translation>Search results</translation>
  </message>
  <message>
   <source>新增為臨時品項</source>
   <translation>Add as unlisted item</translation>
  </message>
  <message>
   <source>試試條碼後 4 碼或注音</source>
   <translation>Try the last 4 barcode digits, or Zhuyin</translation>
  </message>
 </context>
 <context>
  <name>Role</name>
  <message>
   <source>取貨</source>
   <translation>Pickups</translation>
  </message>
  <message>
   <source>店長</source>
   <translation>Manager</translation>
  </message>
  <message>
   <source>收銀</source>
   <translation>Cashier</translation>
  </message>
 </context>
 <context>
  <name>RowDelegate</name>
  <message>
   <source>店內條碼</source>
   <translation>In-store barcode</translation>
  </message>
  <message>
   <source>注音 {}</source>
   <translation>Zhuyin {}</translation>
  </message>
 </context>
 <context>
  <name>SaleFacts</name>
  <message>
   <source>實付</source>
   <translation>Paid</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>會員</source>
   <translation>Member</translation>
  </message>
  <message>
   <source>購買時間</source>
   <translation>Purchased</translation>
  </message>
 </context>
 <context>
  <name>SalePage</name>
  <message>
   <source>{} · 輸入「{}*」改退的量</source>
   <translation>{} · type “{}*” to change it</translation>
  </message>
  <message>
   <source>全選可退</source>
   <translation>Select all</translation>
  </message>
  <message>
   <source>折扣分攤 {}</source>
   <translation>discount {}</translation>
  </message>
  <message>
   <source>收據上的商品</source>
   <translation>Items on the receipt</translation>
  </message>
  <message>
   <source>選擇要退的商品，或掃描商品</source>
   <translation>Choose items to return, or scan them</translation>
  </message>
 </context>
 <context>
  <name>SaleView</name>
  <message>
   <source>交易清單</source>
   <translation>List of sales</translation>
  </message>
 </context>
 <context>
  <name>Sales</name>
  <message>
   <source>{} 等 {} 項</source>
   <translation>{} and more ({} lines)</translation>
  </message>
  <message>
   <source>{}/{}（{}）</source>
   <translation>{}/{} {}</translation>
  </message>
  <message>
   <source>{}（{} 項）</source>
   <translation>{} ({} line)|{} ({} lines)</translation>
  </message>
  <message>
   <source>一</source>
   <translation>Mon</translation>
  </message>
  <message>
   <source>三</source>
   <translation>Wed</translation>
  </message>
  <message>
   <source>二</source>
   <translation>Tue</translation>
  </message>
  <message>
   <source>五</source>
   <translation>Fri</translation>
  </message>
  <message>
   <source>作廢</source>
   <translation>Voided</translation>
  </message>
  <message>
   <source>六</source>
   <translation>Sat</translation>
  </message>
  <message>
   <source>四</source>
   <translation>Thu</translation>
  </message>
  <message>
   <source>已全退</source>
   <translation>All returned</translation>
  </message>
  <message>
   <source>已更正</source>
   <translation>Corrected</translation>
  </message>
  <message>
   <source>已退部分</source>
   <translation>Partly returned</translation>
  </message>
  <message>
   <source>換貨</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <source>日</source>
   <translation>Sun</translation>
  </message>
  <message>
   <source>未填原因</source>
   <translation>No reason given</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Return</translation>
  </message>
  <message>
   <source>銷售</source>
   <translation>Sale</translation>
  </message>
 </context>
 <context>
  <name>SalesScreen</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{} 筆以上</source>
   <translation>{}+ found</translation>
  </message>
  <message>
   <source>今天還沒有交易</source>
   <translation>No sales today yet</translation>
  </message>
  <message>
   <source>在全部日期尋找</source>
   <translation>Search all dates</translation>
  </message>
  <message>
   <source>完成的交易會列在這裡</source>
   <translation>Completed sales are listed here</translation>
  </message>
  <message>
   <source>尋找中</source>
   <translation>Searching</translation>
  </message>
  <message>
   <source>已往前找到 {}</source>
   <translation>Searched back to {}</translation>
  </message>
  <message>
   <source>已送出列印</source>
   <translation>Sent to the printer</translation>
  </message>
  <message>
   <source>已送出補印（第 {} 次）</source>
   <translation>Reprint sent (copy {})</translation>
  </message>
  <message>
   <source>找不到</source>
   <translation>Not found</translation>
  </message>
  <message>
   <source>找不到「{}」</source>
   <translation>No match for "{}"</translation>
  </message>
  <message>
   <source>搜尋交易</source>
   <translation>Search sales</translation>
  </message>
  <message>
   <source>收據號碼末幾碼、金額、商品</source>
   <translation>Receipt, amount or item</translation>
  </message>
  <message>
   <source>放寬人員、類型或付款方式</source>
   <translation>Try other staff, types or payments</translation>
  </message>
  <message>
   <source>沒有收據</source>
   <translation>No receipt</translation>
  </message>
  <message>
   <source>沒有符合的交易</source>
   <translation>No sales match</translation>
  </message>
  <message>
   <source>補印收據</source>
   <translation>Reprint receipt</translation>
  </message>
  <message>
   <source>試收據號碼末 4 碼、金額或商品名稱</source>
   <translation>Try the last 4 digits of a receipt, an amount or a product</translation>
  </message>
  <message>
   <source>還沒有交易</source>
   <translation>No sales yet</translation>
  </message>
 </context>
 <context>
  <name>ScanField</name>
  <message>
   <source>清除</source>
   <translation>Clear</translation>
  </message>
 </context>
 <context>
  <name>SealedView</name>
  <message>
   <source>Z {}-{:04d}，{} 筆紀錄</source>
   <translation>Z {}-{:04d}, entries: {}</translation>
  </message>
  <message>
   <source>交班單</source>
   <translation>Shift report</translation>
  </message>
  <message>
   <source>交班單已列印</source>
   <translation>Shift report printed</translation>
  </message>
  <message>
   <source>交班單無法顯示</source>
   <translation>Cannot show shift report</translation>
  </message>
  <message>
   <source>交班完成</source>
   <translation>Shift closed</translation>
  </message>
  <message>
   <source>保留 {} 筆</source>
   <translation>On hold: {}</translation>
  </message>
  <message>
   <source>列印</source>
   <translation>Print</translation>
  </message>
  <message>
   <source>取出 {} 存放</source>
   <translation>Take out {} for safekeeping</translation>
  </message>
  <message>
   <source>已完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>已封存</source>
   <translation>Sealed</translation>
  </message>
  <message>
   <source>已送往印表機</source>
   <translation>Sent to printer</translation>
  </message>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>未列印，可稍後補印</source>
   <translation>Not printed; print it later</translation>
  </message>
  <message>
   <source>清點 {}</source>
   <translation>Counted {}</translation>
  </message>
  <message>
   <source>留下 {}</source>
   <translation>Left in drawer {}</translation>
  </message>
  <message>
   <source>移到下一班</source>
   <translation>Moves to next shift</translation>
  </message>
  <message>
   <source>鎖定</source>
   <translation>Lock</translation>
  </message>
  <message>
   <source>開下一班</source>
   <translation>Open next shift</translation>
  </message>
 </context>
 <context>
  <name>SellActs</name>
  <message>
   <source>{} 共 {} 項 {}。清空後不能取回，會記錄在交班單。</source>
   <translation>{}: {} lines, {}. Once cleared it cannot be recalled; the shift report records it.</translation>
  </message>
  <message>
   <source>{} 共 {} 項。刪除後不能取回，會記錄在交班單。</source>
   <translation>{}: {} lines. Once deleted it cannot be recalled; the shift report records it.</translation>
  </message>
  <message>
   <source>「{}」已在別筆退貨，從這筆移除</source>
   <translation>{} was returned in another sale; removed from this one</translation>
  </message>
  <message>
   <source>不刪除</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>不清空</source>
   <translation>Keep</translation>
  </message>
  <message>
   <source>刪除</source>
   <translation>Delete</translation>
  </message>
  <message>
   <source>刪除保留</source>
   <translation>Delete held sale</translation>
  </message>
  <message>
   <source>刪除這筆保留的交易？</source>
   <translation>Delete this held sale?</translation>
  </message>
  <message>
   <source>取貨單 {} 已放回取貨，要收款再掃一次取貨碼</source>
   <translation>Order {} is back in pickups; scan its code again to pay it</translation>
  </message>
  <message>
   <source>已保留 {}</source>
   <translation>Held {}</translation>
  </message>
  <message>
   <source>已取回 {}</source>
   <translation>Recalled {}</translation>
  </message>
  <message>
   <source>已取回 {}，原交易已保留為 {}</source>
   <translation>Recalled {}; the other sale is held as {}</translation>
  </message>
  <message>
   <source>已改價，原折扣「{}」取消</source>
   <translation>Price changed; the discount "{}" was removed</translation>
  </message>
  <message>
   <source>已清空</source>
   <translation>Cleared</translation>
  </message>
  <message>
   <source>已移除 {}</source>
   <translation>Removed {}</translation>
  </message>
  <message>
   <source>復原</source>
   <translation>Undo</translation>
  </message>
  <message>
   <source>清空</source>
   <translation>Clear</translation>
  </message>
  <message>
   <source>清空 {}</source>
   <translation>Clear {}</translation>
  </message>
  <message>
   <source>清空這筆交易？</source>
   <translation>Clear this sale?</translation>
  </message>
 </context>
 <context>
  <name>SellScreen</name>
  <message>
   <source>掃描或搜尋</source>
   <translation>Scan or search</translation>
  </message>
  <message>
   <source>掃描或搜尋商品、收據</source>
   <translation>Scan or search products, receipts</translation>
  </message>
  <message>
   <source>掃描或搜尋商品、會員、取貨碼、優惠券、收據</source>
   <translation>Scan or search products, members, pickups, coupons, receipts</translation>
  </message>
 </context>
 <context>
  <name>SettingsScreen</name>
  <message>
   <source>下次開啟後生效</source>
   <translation>From the next start</translation>
  </message>
  <message>
   <source>儲存</source>
   <translation>Save</translation>
  </message>
  <message>
   <source>儲存中…</source>
   <translation>Saving...</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>已儲存</source>
   <translation>Saved</translation>
  </message>
  <message>
   <source>已儲存，下次開啟程式後生效</source>
   <translation>Saved; takes effect at the next start</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>沒有儲存的變更已還原</source>
   <translation>Unsaved changes were undone</translation>
  </message>
  <message>
   <source>聲音</source>
   <translation>Sound</translation>
  </message>
  <message>
   <source>裝置</source>
   <translation>Devices</translation>
  </message>
  <message>
   <source>設定</source>
   <translation>Settings</translation>
  </message>
  <message>
   <source>門市</source>
   <translation>Store</translation>
  </message>
  <message>
   <source>關於</source>
   <translation>About</translation>
  </message>
  <message>
   <source>顯示</source>
   <translation>Display</translation>
  </message>
 </context>
 <context>
  <name>ShelfPicker</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>放到貨架</source>
   <translation>Shelf</translation>
  </message>
  <message>
   <source>貨架</source>
   <translation>Shelf</translation>
  </message>
  <message>
   <source>貨架號碼</source>
   <translation>Shelf number</translation>
  </message>
 </context>
 <context>
  <name>Shell</name>
  <message>
   <source>{} 已登入</source>
   <translation>{} signed in</translation>
  </message>
  <message>
   <source>{} 張新的取貨單</source>
   <translation>{} new pickup order|{} new pickup orders</translation>
  </message>
  <message>
   <source>{} 秒後自動鎖定，購物車會保留</source>
   <translation>Locking in {} s; the cart is kept</translation>
  </message>
  <message>
   <source>先回答對話框，再掃描</source>
   <translation>Answer the dialog first, then scan</translation>
  </message>
  <message>
   <source>到店付款</source>
   <translation>pay at pickup</translation>
  </message>
  <message>
   <source>已付款</source>
   <translation>paid</translation>
  </message>
  <message>
   <source>已付部分</source>
   <translation>partly paid</translation>
  </message>
  <message>
   <source>新的取貨單 {}，{} 件，{}</source>
   <translation>New pickup order {}, {} item, {}|New pickup order {}, {} items, {}</translation>
  </message>
  <message>
   <source>試用，沒有付款</source>
   <translation>trial, not paid</translation>
  </message>
 </context>
 <context>
  <name>Shift</name>
  <message>
   <source>{} 次</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{} 筆　{}</source>
   <translation>({})  {}</translation>
  </message>
  <message>
   <source>{}單據</source>
   <translation>{} slips</translation>
  </message>
  <message>
   <source>{}／{}</source>
   <translation>{} / {}</translation>
  </message>
  <message>
   <source>不明</source>
   <translation>Unknown</translation>
  </message>
  <message>
   <source>中班</source>
   <translation>Afternoon shift</translation>
  </message>
  <message>
   <source>交易／件數</source>
   <translation>Sales / pcs</translation>
  </message>
  <message>
   <source>付款未確認</source>
   <translation>Payment unconfirmed</translation>
  </message>
  <message>
   <source>作廢、清空</source>
   <translation>Voided or cleared</translation>
  </message>
  <message>
   <source>信用卡</source>
   <translation>Card</translation>
  </message>
  <message>
   <source>信用卡簽單</source>
   <translation>Card slips</translation>
  </message>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>店長簽核</source>
   <translation>Manager sign-off</translation>
  </message>
  <message>
   <source>應有</source>
   <translation>Expected</translation>
  </message>
  <message>
   <source>手動折扣</source>
   <translation>Manual discounts</translation>
  </message>
  <message>
   <source>找錯零錢</source>
   <translation>Wrong change given</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discounts</translation>
  </message>
  <message>
   <source>收款後作廢</source>
   <translation>Voided after payment</translation>
  </message>
  <message>
   <source>收款後移除品項</source>
   <translation>Items removed after payment</translation>
  </message>
  <message>
   <source>改價</source>
   <translation>Price changes</translation>
  </message>
  <message>
   <source>早班</source>
   <translation>Morning shift</translation>
  </message>
  <message>
   <source>晚班</source>
   <translation>Evening shift</translation>
  </message>
  <message>
   <source>本班摘要</source>
   <translation>Shift summary</translation>
  </message>
  <message>
   <source>核對</source>
   <translation>Check</translation>
  </message>
  <message>
   <source>清點</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>清點現金</source>
   <translation>Count cash</translation>
  </message>
  <message>
   <source>溢收</source>
   <translation>Over</translation>
  </message>
  <message>
   <source>漏打退款</source>
   <translation>Unrecorded refund</translation>
  </message>
  <message>
   <source>無交易開錢櫃</source>
   <translation>Drawer opened, no sale</translation>
  </message>
  <message>
   <source>無收據退貨</source>
   <translation>Returns without receipt</translation>
  </message>
  <message>
   <source>現金</source>
   <translation>Cash</translation>
  </message>
  <message>
   <source>現金尾差</source>
   <translation>Cash rounding</translation>
  </message>
  <message>
   <source>現金流水</source>
   <translation>Cash flow</translation>
  </message>
  <message>
   <source>現金退款</source>
   <translation>Cash refunds</translation>
  </message>
  <message>
   <source>現金銷售</source>
   <translation>Cash sales</translation>
  </message>
  <message>
   <source>相符</source>
   <translation>Matches</translation>
  </message>
  <message>
   <source>短少</source>
   <translation>Short</translation>
  </message>
  <message>
   <source>移到下一班的保留</source>
   <translation>On hold for next shift</translation>
  </message>
  <message>
   <source>移除付款</source>
   <translation>Payments removed</translation>
  </message>
  <message>
   <source>系統應有</source>
   <translation>Expected</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Returns</translation>
  </message>
  <message>
   <source>退貨（含換貨）</source>
   <translation>Returns, incl. exchanges</translation>
  </message>
  <message>
   <source>銷售總額</source>
   <translation>Total sales</translation>
  </message>
  <message>
   <source>開帳零用金</source>
   <translation>Opening float</translation>
  </message>
 </context>
 <context>
  <name>ShiftScreen</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>已開班</source>
   <translation>Shift opened</translation>
  </message>
  <message>
   <source>清點</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>系統應有</source>
   <translation>Expected</translation>
  </message>
 </context>
 <context>
  <name>ShopForm</name>
  <message>
   <source>台灣一般商店內含 5 %</source>
   <translation>Taiwan stores usually include 5%</translation>
  </message>
  <message>
   <source>同一門市不重複</source>
   <translation>Unique within the branch</translation>
  </message>
  <message>
   <source>商店名稱</source>
   <translation>Store name</translation>
  </message>
  <message>
   <source>定價內含 5 %</source>
   <translation>Included, 5%</translation>
  </message>
  <message>
   <source>定價內含，自訂</source>
   <translation>Included, custom</translation>
  </message>
  <message>
   <source>幣別</source>
   <translation>Currency</translation>
  </message>
  <message>
   <source>收據號碼的開頭</source>
   <translation>Starts receipt numbers</translation>
  </message>
  <message>
   <source>收銀機編號</source>
   <translation>Register number</translation>
  </message>
  <message>
   <source>時區</source>
   <translation>Time zone</translation>
  </message>
  <message>
   <source>營業稅</source>
   <translation>Tax</translation>
  </message>
  <message>
   <source>稅外加，自訂</source>
   <translation>Added, custom</translation>
  </message>
  <message>
   <source>稅率</source>
   <translation>Tax rate</translation>
  </message>
  <message>
   <source>選填</source>
   <translation>Optional</translation>
  </message>
  <message>
   <source>門市代碼</source>
   <translation>Store code</translation>
  </message>
  <message>
   <source>門市名稱</source>
   <translation>Branch name</translation>
  </message>
 </context>
 <context>
  <name>ShopPage</name>
  <message>
   <source>一鍵載入商品與人員</source>
   <translation>Load products and staff in one step</translation>
  </message>
  <message>
   <source>下一步</source>
   <translation>Next</translation>
  </message>
  <message>
   <source>加入中心</source>
   <translation>Join head office</translation>
  </message>
  <message>
   <source>取回紀錄中…</source>
   <translation>Fetching…</translation>
  </message>
  <message>
   <source>商店已建立，之後可以在設定裡更改</source>
   <translation>The store is created; you can change it later in Settings</translation>
  </message>
  <message>
   <source>填寫店名，匯入商品目錄</source>
   <translation>Name the store and import a catalogue</translation>
  </message>
  <message>
   <source>建立中…</source>
   <translation>Creating...</translation>
  </message>
  <message>
   <source>建立商店</source>
   <translation>Create store</translation>
  </message>
  <message>
   <source>建立自己的商店</source>
   <translation>Create your own store</translation>
  </message>
  <message>
   <source>按「{}」之前，這台電腦上什麼都還沒寫入</source>
   <translation>Nothing is written to this computer until you press "{}"</translation>
  </message>
  <message>
   <source>接收中…</source>
   <translation>Receiving…</translation>
  </message>
  <message>
   <source>由總部提供商品、價格與人員</source>
   <translation>Head office provides products, prices and staff</translation>
  </message>
  <message>
   <source>確定頂替</source>
   <translation>Take its place</translation>
  </message>
  <message>
   <source>試用示範商店</source>
   <translation>Try the demo store</translation>
  </message>
  <message>
   <source>載入示範商店</source>
   <translation>Load demo store</translation>
  </message>
  <message>
   <source>這是哪一家店？</source>
   <translation>Which store is this?</translation>
  </message>
  <message>
   <source>連接中…</source>
   <translation>Connecting…</translation>
  </message>
  <message>
   <source>連接中心</source>
   <translation>Connect to head office</translation>
  </message>
 </context>
 <context>
  <name>ShopPart</name>
  <message>
   <source>儲存需要店長，或店長核准</source>
   <translation>Saving needs a manager or an approval</translation>
  </message>
  <message>
   <source>已經收過錢，幣別不能再改</source>
   <translation>Money was taken already: the currency is fixed</translation>
  </message>
  <message>
   <source>收銀員可自行處理的上限</source>
   <translation>Limits for cashiers</translation>
  </message>
  <message>
   <source>門市代碼和收銀機編號印在收據號碼裡，已開出的收據不變</source>
   <translation>Store code and register are part of receipt numbers; earlier receipts stay as they are</translation>
  </message>
  <message>
   <source>門市的變更在下次開啟程式後生效，上限馬上生效</source>
   <translation>Store changes take effect at the next start, limits at once</translation>
  </message>
  <message>
   <source>門市與收銀機</source>
   <translation>Store and register</translation>
  </message>
 </context>
 <context>
  <name>ShortForm</name>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>可以交付幾件</source>
   <translation>How many can be given</translation>
  </message>
  <message>
   <source>客人訂了 {}</source>
   <translation>{} ordered</translation>
  </message>
  <message>
   <source>缺貨：{}</source>
   <translation>Out of stock: {}</translation>
  </message>
  <message>
   <source>記為缺貨</source>
   <translation>Mark short</translation>
  </message>
 </context>
 <context>
  <name>Side</name>
  <message>
   <source>{}未啟用</source>
   <translation>{} is not set up</translation>
  </message>
  <message>
   <source>不需收款</source>
   <translation>Nothing to pay</translation>
  </message>
  <message>
   <source>先收</source>
   <translation>Take</translation>
  </message>
  <message>
   <source>先退</source>
   <translation>Refund</translation>
  </message>
  <message>
   <source>再詢問</source>
   <translation>Ask again</translation>
  </message>
  <message>
   <source>完成交易</source>
   <translation>Complete sale</translation>
  </message>
  <message>
   <source>完成收款</source>
   <translation>Complete payment</translation>
  </message>
  <message>
   <source>完成退款</source>
   <translation>Complete refund</translation>
  </message>
  <message>
   <source>尚待退</source>
   <translation>Left to refund</translation>
  </message>
  <message>
   <source>尚餘</source>
   <translation>Remaining</translation>
  </message>
  <message>
   <source>找零</source>
   <translation>Change</translation>
  </message>
  <message>
   <source>接著輸入{}</source>
   <translation>Next: {}</translation>
  </message>
  <message>
   <source>確認付款中</source>
   <translation>Confirming</translation>
  </message>
  <message>
   <source>確認退款中</source>
   <translation>Confirming</translation>
  </message>
  <message>
   <source>等候回覆</source>
   <translation>Waiting for an answer</translation>
  </message>
  <message>
   <source>輸入{}</source>
   <translation>{} needed</translation>
  </message>
  <message>
   <source>退款</source>
   <translation>Refund</translation>
  </message>
  <message>
   <source>退還現金</source>
   <translation>Cash refund</translation>
  </message>
 </context>
 <context>
  <name>Slip</name>
  <message>
   <source>已列印撿貨單</source>
   <translation>Pick list printed</translation>
  </message>
 </context>
 <context>
  <name>SoundPart</name>
  <message>
   <source>中</source>
   <translation>Medium</translation>
  </message>
  <message>
   <source>交易完成</source>
   <translation>Sale complete</translation>
  </message>
  <message>
   <source>大</source>
   <translation>Loud</translation>
  </message>
  <message>
   <source>小</source>
   <translation>Low</translation>
  </message>
  <message>
   <source>找不到喇叭，提示只會顯示在畫面上。接上後再試聽一次</source>
   <translation>No speaker: cues show on screen only. Plug one in and listen again</translation>
  </message>
  <message>
   <source>掃描成功</source>
   <translation>Scan accepted</translation>
  </message>
  <message>
   <source>提示音</source>
   <translation>Cues</translation>
  </message>
  <message>
   <source>新的取貨單</source>
   <translation>New pickup order</translation>
  </message>
  <message>
   <source>查無條碼或不能做</source>
   <translation>Not found or not possible</translation>
  </message>
  <message>
   <source>聲音</source>
   <translation>Sound</translation>
  </message>
  <message>
   <source>聲音只是輔助，每個提示畫面上也看得到</source>
   <translation>Sounds only help: every cue shows on screen too</translation>
  </message>
  <message>
   <source>試聽</source>
   <translation>Listen</translation>
  </message>
  <message>
   <source>試聽 {}</source>
   <translation>Listen: {}</translation>
  </message>
  <message>
   <source>這台電腦沒有播放聲音的程式，提示只會顯示在畫面上</source>
   <translation>This computer has no sound player: cues show on screen only</translation>
  </message>
  <message>
   <source>需要店長</source>
   <translation>Needs a manager</translation>
  </message>
  <message>
   <source>靜音</source>
   <translation>Mute</translation>
  </message>
  <message>
   <source>音量</source>
   <translation>Volume</translation>
  </message>
 </context>
 <context>
  <name>StartWindow</name>
  <message>
   <source>上一步</source>
   <translation>Back</translation>
  </message>
 </context>
 <context>
  <name>StatusPill</name>
  <message>
   <source>上傳中</source>
   <translation>Syncing</translation>
  </message>
  <message>
   <source>單機營業</source>
   <translation>Standalone</translation>
  </message>
  <message>
   <source>已連線</source>
   <translation>Online</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>總部已停用</source>
   <translation>Revoked</translation>
  </message>
  <message>
   <source>離線作業</source>
   <translation>Working offline</translation>
  </message>
  <message>
   <source>需店長處理</source>
   <translation>Needs manager</translation>
  </message>
 </context>
 <context>
  <name>StepButton</name>
  <message>
   <source>已完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>目前步驟</source>
   <translation>Current step</translation>
  </message>
 </context>
 <context>
  <name>StepList</name>
  <message>
   <source>OMO POS</source>
   <translation>OMO POS</translation>
  </message>
  <message>
   <source>中途關機也沒關係，下次從這裡繼續</source>
   <translation>Safe to shut down; setup continues here next time</translation>
  </message>
  <message>
   <source>第一次開機</source>
   <translation>First-time setup</translation>
  </message>
 </context>
 <context>
  <name>StepStrip</name>
  <message>
   <source>OMO POS</source>
   <translation>OMO POS</translation>
  </message>
 </context>
 <context>
  <name>Stepper</name>
  <message>
   <source>增加</source>
   <translation>More</translation>
  </message>
  <message>
   <source>減少</source>
   <translation>Less</translation>
  </message>
 </context>
 <context>
  <name>Steps</name>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>商店</source>
   <translation>Store</translation>
  </message>
  <message>
   <source>完成</source>
   <translation>Done</translation>
  </message>
  <message>
   <source>店長</source>
   <translation>Manager</translation>
  </message>
  <message>
   <source>復原碼</source>
   <translation>Recovery code</translation>
  </message>
  <message>
   <source>語言與外觀</source>
   <translation>Language and look</translation>
  </message>
 </context>
 <context>
  <name>SubstituteHead</name>
  <message>
   <source>掃描或搜尋要放進去的商品；價格照原單，交付時由客人決定要不要</source>
   <translation>Scan or find what goes in its place; the price stays, the customer decides at hand-over</translation>
  </message>
  <message>
   <source>替代：{}</source>
   <translation>In place of {}</translation>
  </message>
 </context>
 <context>
  <name>Summary</name>
  <message>
   <source>不需收款</source>
   <translation>Nothing to pay</translation>
  </message>
  <message>
   <source>作廢交易</source>
   <translation>Void sale</translation>
  </message>
  <message>
   <source>尚未收款</source>
   <translation>Nothing taken yet</translation>
  </message>
  <message>
   <source>尚未退款</source>
   <translation>Nothing given back yet</translation>
  </message>
  <message>
   <source>已收款項</source>
   <translation>Payments taken</translation>
  </message>
  <message>
   <source>已退款項</source>
   <translation>Refunds given</translation>
  </message>
  <message>
   <source>無法確認</source>
   <translation>Cannot confirm</translation>
  </message>
  <message>
   <source>確認中</source>
   <translation>Confirming</translation>
  </message>
  <message>
   <source>輸入中</source>
   <translation>Entering</translation>
  </message>
  <message>
   <source>返回購物車</source>
   <translation>Back to cart</translation>
  </message>
 </context>
 <context>
  <name>Sums</name>
  <message>
   <source>信用卡先在刷卡機退刷，下一步輸入授權碼</source>
   <translation>Refund on the card machine first; its code is entered next</translation>
  </message>
  <message>
   <source>加入購物車後掃描要換的商品，差額在收款時結清</source>
   <translation>The return goes into the cart; the difference is settled at payment</translation>
  </message>
  <message>
   <source>商品 {} 項</source>
   <translation>{} items</translation>
  </message>
  <message>
   <source>尚待退</source>
   <translation>Left to refund</translation>
  </message>
  <message>
   <source>尚餘</source>
   <translation>Remaining</translation>
  </message>
  <message>
   <source>已收合計</source>
   <translation>Total taken</translation>
  </message>
  <message>
   <source>已退合計</source>
   <translation>Total refunded</translation>
  </message>
  <message>
   <source>折扣分攤</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>現金捨入</source>
   <translation>Cash rounding</translation>
  </message>
  <message>
   <source>稅</source>
   <translation>Tax</translation>
  </message>
  <message>
   <source>退回原付款方式</source>
   <translation>Back to original payment</translation>
  </message>
  <message>
   <source>退款合計</source>
   <translation>Refund</translation>
  </message>
  <message>
   <source>退款方式</source>
   <translation>Refunded as</translation>
  </message>
  <message>
   <source>點數與優惠券</source>
   <translation>Points and coupons</translation>
  </message>
 </context>
 <context>
  <name>Sync</name>
  <message>
   <source>{} 次</source>
   <translation>{} times</translation>
  </message>
  <message>
   <source>{} 的帳和中心不同</source>
   <translation>{}: books differ from head office's</translation>
  </message>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>{} 至 {}</source>
   <translation>{} to {}</translation>
  </message>
  <message>
   <source>{} 起 · {}</source>
   <translation>Since {} · {}</translation>
  </message>
  <message>
   <source>{}：{}</source>
   <translation>{}: {}</translation>
  </message>
  <message>
   <source>、</source>
   <translation>, </translation>
  </message>
  <message>
   <source>一天的帳和中心不同</source>
   <translation>A day's books differ from head office's</translation>
  </message>
  <message>
   <source>一筆紀錄沒有入帳</source>
   <translation>A record was not booked</translation>
  </message>
  <message>
   <source>一筆紀錄看不懂</source>
   <translation>A record was not understood</translation>
  </message>
  <message>
   <source>上傳中</source>
   <translation>Syncing</translation>
  </message>
  <message>
   <source>上傳交易</source>
   <translation>Upload sales</translation>
  </message>
  <message>
   <source>不同的是：{}</source>
   <translation>What differs: {}</translation>
  </message>
  <message>
   <source>中心兩個版本都保存</source>
   <translation>Head office kept both</translation>
  </message>
  <message>
   <source>中心已另外保存，不影響其他紀錄</source>
   <translation>Head office set it aside; other records are not affected</translation>
  </message>
  <message>
   <source>中心已接受這筆交易</source>
   <translation>Head office accepted the sale</translation>
  </message>
  <message>
   <source>中心已照原樣保存</source>
   <translation>Head office kept it as it is</translation>
  </message>
  <message>
   <source>中心已照實計入</source>
   <translation>Head office counted it as it was</translation>
  </message>
  <message>
   <source>中心沒有計入庫存</source>
   <translation>Head office left it out of stock</translation>
  </message>
  <message>
   <source>中心沒有這項商品</source>
   <translation>Head office lacks this product</translation>
  </message>
  <message>
   <source>事項</source>
   <translation>Matter</translation>
  </message>
  <message>
   <source>交付了中心沒有的取貨單</source>
   <translation>Order handed over that head office does not know</translation>
  </message>
  <message>
   <source>交付取貨</source>
   <translation>Order handed over</translation>
  </message>
  <message>
   <source>交易筆數與金額</source>
   <translation>Number and sums of sales</translation>
  </message>
  <message>
   <source>交班</source>
   <translation>Shift</translation>
  </message>
  <message>
   <source>人員</source>
   <translation>Staff</translation>
  </message>
  <message>
   <source>人員異動</source>
   <translation>Staff changed</translation>
  </message>
  <message>
   <source>人員與核准</source>
   <translation>Staff and approvals</translation>
  </message>
  <message>
   <source>付款未確認</source>
   <translation>Payment unconfirmed</translation>
  </message>
  <message>
   <source>付款未確認 · {}</source>
   <translation>Payment unconfirmed · {}</translation>
  </message>
  <message>
   <source>以最後收到的資料計算</source>
   <translation>From the last data received</translation>
  </message>
  <message>
   <source>作廢交易</source>
   <translation>Void sale</translation>
  </message>
  <message>
   <source>依這台機器的清單，別台是否已交付連線後才知道</source>
   <translation>By this terminal's list; whether another handed it over is known once connected</translation>
  </message>
  <message>
   <source>促銷</source>
   <translation>Promotion</translation>
  </message>
  <message>
   <source>保留交易</source>
   <translation>Sale held</translation>
  </message>
  <message>
   <source>保留的交易在這台機器</source>
   <translation>Held sales are on this machine</translation>
  </message>
  <message>
   <source>保留與作廢</source>
   <translation>Held and voided</translation>
  </message>
  <message>
   <source>保留與取回</source>
   <translation>Hold and recall</translation>
  </message>
  <message>
   <source>保留點數</source>
   <translation>Points held</translation>
  </message>
  <message>
   <source>備妥上架</source>
   <translation>Ready on its shelf</translation>
  </message>
  <message>
   <source>備貨</source>
   <translation>Picking orders</translation>
  </message>
  <message>
   <source>價格與促銷</source>
   <translation>Prices and promotions</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupons</translation>
  </message>
  <message>
   <source>優惠券不該歸還</source>
   <translation>Coupon given back without cause</translation>
  </message>
  <message>
   <source>優惠券已收回</source>
   <translation>Coupon was withdrawn</translation>
  </message>
  <message>
   <source>優惠券用了兩次</source>
   <translation>Coupon used twice</translation>
  </message>
  <message>
   <source>優惠券超過次數</source>
   <translation>Coupon used too often</translation>
  </message>
  <message>
   <source>先存在這台機器，連線後自動上傳</source>
   <translation>Kept here, sent once connected</translation>
  </message>
  <message>
   <source>全部都在中心了</source>
   <translation>Everything is at head office</translation>
  </message>
  <message>
   <source>兩台的紀錄同一個代號</source>
   <translation>Records of two registers with one id</translation>
  </message>
  <message>
   <source>兩筆交易同一個號碼</source>
   <translation>Two sales with one number</translation>
  </message>
  <message>
   <source>兩邊的資料不同</source>
   <translation>The two sides differ</translation>
  </message>
  <message>
   <source>其他紀錄</source>
   <translation>Other records</translation>
  </message>
  <message>
   <source>列印收據</source>
   <translation>Print receipts</translation>
  </message>
  <message>
   <source>刷卡機</source>
   <translation>Card terminal</translation>
  </message>
  <message>
   <source>刷卡機自己連線，授權碼記在交易裡</source>
   <translation>It has its own line; its code is kept with the sale</translation>
  </message>
  <message>
   <source>加入中心</source>
   <translation>Join head office</translation>
  </message>
  <message>
   <source>加入會員</source>
   <translation>Join as a member</translation>
  </message>
  <message>
   <source>匯入商品目錄</source>
   <translation>Catalogue imported</translation>
  </message>
  <message>
   <source>印表機直接接在這台機器</source>
   <translation>The printer is attached here</translation>
  </message>
  <message>
   <source>取回交易</source>
   <translation>Sale recalled</translation>
  </message>
  <message>
   <source>取消</source>
   <translation>Cancel</translation>
  </message>
  <message>
   <source>取消後才交付</source>
   <translation>Handed over after cancellation</translation>
  </message>
  <message>
   <source>取貨單交付了兩次</source>
   <translation>Order handed over twice</translation>
  </message>
  <message>
   <source>取貨單在這台機器</source>
   <translation>Orders are on this terminal</translation>
  </message>
  <message>
   <source>取貨單有問題</source>
   <translation>Problem with an order</translation>
  </message>
  <message>
   <source>取貨紀錄和訂單不符</source>
   <translation>What was reported does not fit the pickup order</translation>
  </message>
  <message>
   <source>另一台</source>
   <translation>Another one</translation>
  </message>
  <message>
   <source>只扣這台賣出的，別台的連線後才知道</source>
   <translation>Counts what was sold here; others once connected</translation>
  </message>
  <message>
   <source>向支付業者核對</source>
   <translation>Check with the provider</translation>
  </message>
  <message>
   <source>向支付業者請款</source>
   <translation>Payment requested</translation>
  </message>
  <message>
   <source>向總部確認</source>
   <translation>Ask head office</translation>
  </message>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
  <message>
   <source>商品與規則都在這台機器</source>
   <translation>Products and rules are on this machine</translation>
  </message>
  <message>
   <source>單機營業</source>
   <translation>Standalone</translation>
  </message>
  <message>
   <source>回報取貨問題</source>
   <translation>Pickup problem reported</translation>
  </message>
  <message>
   <source>在活動允許的張數和金額內，別台是否用過連線後才知道</source>
   <translation>Within what the campaign allows; use elsewhere shows once online</translation>
  </message>
  <message>
   <source>寄送明細</source>
   <translation>E-mail receipt</translation>
  </message>
  <message>
   <source>密碼在這台機器核對</source>
   <translation>PINs are checked on this machine</translation>
  </message>
  <message>
   <source>密碼或識別證不符</source>
   <translation>Wrong PIN or badge</translation>
  </message>
  <message>
   <source>封存的舊紀錄</source>
   <translation>Archived records</translation>
  </message>
  <message>
   <source>已付款的取貨單缺貨</source>
   <translation>A paid order is short</translation>
  </message>
  <message>
   <source>已付款的商品退回上架</source>
   <translation>Paid goods went back on sale</translation>
  </message>
  <message>
   <source>已查看</source>
   <translation>Reviewed</translation>
  </message>
  <message>
   <source>已連線</source>
   <translation>Online</translation>
  </message>
  <message>
   <source>帶來的資料等總部決定</source>
   <translation>What this shop brought waits for head office</translation>
  </message>
  <message>
   <source>店長核准</source>
   <translation>Manager approval</translation>
  </message>
  <message>
   <source>庫存低於零</source>
   <translation>Stock below zero</translation>
  </message>
  <message>
   <source>庫存數</source>
   <translation>Stock levels</translation>
  </message>
  <message>
   <source>庫存異動</source>
   <translation>Stock moved</translation>
  </message>
  <message>
   <source>建立商品</source>
   <translation>Create product</translation>
  </message>
  <message>
   <source>待辦完成</source>
   <translation>Task done</translation>
  </message>
  <message>
   <source>怎麼處理的</source>
   <translation>How it was settled</translation>
  </message>
  <message>
   <source>換貨</source>
   <translation>Exchange</translation>
  </message>
  <message>
   <source>搜尋商品</source>
   <translation>Search products</translation>
  </message>
  <message>
   <source>撿貨</source>
   <translation>Line picked</translation>
  </message>
  <message>
   <source>支付業者拒絕</source>
   <translation>Payment refused</translation>
  </message>
  <message>
   <source>收回優惠券</source>
   <translation>Coupon withdrawn</translation>
  </message>
  <message>
   <source>收據</source>
   <translation>Receipt</translation>
  </message>
  <message>
   <source>收款</source>
   <translation>Pay</translation>
  </message>
  <message>
   <source>收款後移除品項</source>
   <translation>Items removed after payment</translation>
  </message>
  <message>
   <source>收款方式</source>
   <translation>Tenders</translation>
  </message>
  <message>
   <source>收款與更正</source>
   <translation>Payments and corrections</translation>
  </message>
  <message>
   <source>收銀機</source>
   <translation>Register</translation>
  </message>
  <message>
   <source>收銀機啟用</source>
   <translation>Register began</translation>
  </message>
  <message>
   <source>收銀機時間太快</source>
   <translation>Register's clock is fast</translation>
  </message>
  <message>
   <source>收銀機時間太慢</source>
   <translation>Register's clock is slow</translation>
  </message>
  <message>
   <source>數量超出範圍</source>
   <translation>Quantity out of range</translation>
  </message>
  <message>
   <source>更換聯絡金鑰</source>
   <translation>Contact key changed</translation>
  </message>
  <message>
   <source>更新中心</source>
   <translation>Update head office</translation>
  </message>
  <message>
   <source>更正付款方式</source>
   <translation>Tender corrected</translation>
  </message>
  <message>
   <source>會員同意事項</source>
   <translation>Member's consents</translation>
  </message>
  <message>
   <source>會員在櫃檯留了新的聯絡方式</source>
   <translation>A member left other contacts at a counter</translation>
  </message>
  <message>
   <source>會員點數</source>
   <translation>Points</translation>
  </message>
  <message>
   <source>會員點數用超過</source>
   <translation>More points spent than there were</translation>
  </message>
  <message>
   <source>有限</source>
   <translation>Limited</translation>
  </message>
  <message>
   <source>未建檔商品 · {}</source>
   <translation>Unknown goods · {}</translation>
  </message>
  <message>
   <source>查詢交易</source>
   <translation>Look up sales</translation>
  </message>
  <message>
   <source>校正時間</source>
   <translation>Set the clock</translation>
  </message>
  <message>
   <source>核對兩筆交易</source>
   <translation>Compare both sales</translation>
  </message>
  <message>
   <source>核銷優惠券</source>
   <translation>Coupon redeemed</translation>
  </message>
  <message>
   <source>條碼</source>
   <translation>Barcode</translation>
  </message>
  <message>
   <source>業者的單號</source>
   <translation>Provider's reference</translation>
  </message>
  <message>
   <source>次數</source>
   <translation>Times</translation>
  </message>
  <message>
   <source>歸還優惠券</source>
   <translation>Coupon given back</translation>
  </message>
  <message>
   <source>沒有發行過的優惠券</source>
   <translation>Coupon never issued</translation>
  </message>
  <message>
   <source>沒有連接中心，資料存在這台機器</source>
   <translation>No head office: the data is on this machine</translation>
  </message>
  <message>
   <source>清點商品</source>
   <translation>Count the goods</translation>
  </message>
  <message>
   <source>清點這項商品</source>
   <translation>Count this product</translation>
  </message>
  <message>
   <source>照常</source>
   <translation>As usual</translation>
  </message>
  <message>
   <source>照常收款與找零</source>
   <translation>Payment and change as usual</translation>
  </message>
  <message>
   <source>照常銷售，資料留在這台，請聯絡總部</source>
   <translation>Keep selling; the data stays here. Contact head office</translation>
  </message>
  <message>
   <source>班次與現金</source>
   <translation>Shifts and cash</translation>
  </message>
  <message>
   <source>現金</source>
   <translation>Cash</translation>
  </message>
  <message>
   <source>用舊價格賣出</source>
   <translation>Sold at an old price</translation>
  </message>
  <message>
   <source>登入</source>
   <translation>Sign in</translation>
  </message>
  <message>
   <source>登出</source>
   <translation>Signed out</translation>
  </message>
  <message>
   <source>發出優惠券</source>
   <translation>Coupon issued</translation>
  </message>
  <message>
   <source>目錄在這台機器</source>
   <translation>The catalogue is on this machine</translation>
  </message>
  <message>
   <source>確認售價</source>
   <translation>Check the price</translation>
  </message>
  <message>
   <source>稅額</source>
   <translation>Tax</translation>
  </message>
  <message>
   <source>第一次接收資料：{} / {}</source>
   <translation>First data: {} / {}</translation>
  </message>
  <message>
   <source>筆數相同，內容不同</source>
   <translation>As many, but not the same</translation>
  </message>
  <message>
   <source>紀錄有兩個版本</source>
   <translation>Two versions of the records</translation>
  </message>
  <message>
   <source>紀錄的內容</source>
   <translation>Contents of the records</translation>
  </message>
  <message>
   <source>紀錄的順序</source>
   <translation>Order of the records</translation>
  </message>
  <message>
   <source>紀錄的順序接不上</source>
   <translation>Records out of sequence</translation>
  </message>
  <message>
   <source>結案</source>
   <translation>Settle</translation>
  </message>
  <message>
   <source>總部已停用這台的連線</source>
   <translation>Revoked by head office</translation>
  </message>
  <message>
   <source>總部未採用</source>
   <translation>Not taken by head office</translation>
  </message>
  <message>
   <source>總部的異動</source>
   <translation>Changes from head office</translation>
  </message>
  <message>
   <source>聯絡客人</source>
   <translation>Contact the customer</translation>
  </message>
  <message>
   <source>聯絡會員</source>
   <translation>Call the member</translation>
  </message>
  <message>
   <source>補印收據</source>
   <translation>Reprint receipt</translation>
  </message>
  <message>
   <source>要先連得上中心</source>
   <translation>Head office must be reachable</translation>
  </message>
  <message>
   <source>該做的事：{}</source>
   <translation>To do: {}</translation>
  </message>
  <message>
   <source>請總部核對會員資料</source>
   <translation>Ask head office to check the member</translation>
  </message>
  <message>
   <source>請總部決定</source>
   <translation>Ask head office to decide</translation>
  </message>
  <message>
   <source>變更上限</source>
   <translation>Limits changed</translation>
  </message>
  <message>
   <source>變更接單</source>
   <translation>Taking of orders changed</translation>
  </message>
  <message>
   <source>變更設定</source>
   <translation>Settings changed</translation>
  </message>
  <message>
   <source>資料存在這台機器，連線後自動上傳</source>
   <translation>The data is on this machine and is sent once connected</translation>
  </message>
  <message>
   <source>退回上架</source>
   <translation>Put back on sale</translation>
  </message>
  <message>
   <source>退回收款</source>
   <translation>Payment given back</translation>
  </message>
  <message>
   <source>退換貨</source>
   <translation>Returns</translation>
  </message>
  <message>
   <source>退款給客人</source>
   <translation>Pay the customer back</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Returns</translation>
  </message>
  <message>
   <source>退還缺貨的金額</source>
   <translation>Pay back what was short</translation>
  </message>
  <message>
   <source>這台</source>
   <translation>This one</translation>
  </message>
  <message>
   <source>這台 {}，中心 {}</source>
   <translation>Here {}, head office {}</translation>
  </message>
  <message>
   <source>這台機器做過的交易</source>
   <translation>Sales made on this machine</translation>
  </message>
  <message>
   <source>這台開出的收據</source>
   <translation>Receipts issued here</translation>
  </message>
  <message>
   <source>通知總部</source>
   <translation>Tell head office</translation>
  </message>
  <message>
   <source>連線後</source>
   <translation>Later</translation>
  </message>
  <message>
   <source>連線後自動收到</source>
   <translation>Received once connected</translation>
  </message>
  <message>
   <source>逾期後才交付</source>
   <translation>Order handed over after it expired</translation>
  </message>
  <message>
   <source>還在路上</source>
   <translation>On its way</translation>
  </message>
  <message>
   <source>還有 {} 筆在路上</source>
   <translation>{} on their way</translation>
  </message>
  <message>
   <source>金額</source>
   <translation>Amount</translation>
  </message>
  <message>
   <source>銷售</source>
   <translation>Sale</translation>
  </message>
  <message>
   <source>銷售與退換貨</source>
   <translation>Sales and returns</translation>
  </message>
  <message>
   <source>開始備貨</source>
   <translation>Picking begun</translation>
  </message>
  <message>
   <source>開班</source>
   <translation>Open shift</translation>
  </message>
  <message>
   <source>開班、清點、交班都不必等上傳</source>
   <translation>Opening, counting, closing wait for no upload</translation>
  </message>
  <message>
   <source>開錢櫃</source>
   <translation>Open drawer</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
  <message>
   <source>離線作業中</source>
   <translation>Working offline</translation>
  </message>
  <message>
   <source>需要處理</source>
   <translation>Needs attention</translation>
  </message>
  <message>
   <source>點數和交易不符</source>
   <translation>Points do not match the sale</translation>
  </message>
  <message>
   <source>點數記在中心沒有的會員</source>
   <translation>Points of a member the centre does not know</translation>
  </message>
 </context>
 <context>
  <name>SyncPanel</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>以最後收到的資料：{}</source>
   <translation>From the last data received: {}</translation>
  </message>
  <message>
   <source>剛試過</source>
   <translation>Just tried</translation>
  </message>
  <message>
   <source>加入中心</source>
   <translation>Join head office</translation>
  </message>
  <message>
   <source>同步狀態</source>
   <translation>Sync state</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>查看 {} 筆</source>
   <translation>Show {}</translation>
  </message>
  <message>
   <source>查看全部</source>
   <translation>Show all</translation>
  </message>
  <message>
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <source>立即重試</source>
   <translation>Try now</translation>
  </message>
  <message>
   <source>連線中…</source>
   <translation>Connecting…</translation>
  </message>
  <message>
   <source>連線後：{}</source>
   <translation>Once connected: {}</translation>
  </message>
  <message>
   <source>離線時照常：{}</source>
   <translation>As usual offline: {}</translation>
  </message>
 </context>
 <context>
  <name>SyncScreen</name>
  <message>
   <source>中心位址</source>
   <translation>Head office address</translation>
  </message>
  <message>
   <source>中心和這台對不上的，和這台留下的待辦</source>
   <translation>What differs from head office, and what was left open here</translation>
  </message>
  <message>
   <source>代號不變，做過的交易全部跟著上傳。商品與人員以中心的為準</source>
   <translation>The register keeps its identity and sends all its sales. Products and staff then come from head office</translation>
  </message>
  <message>
   <source>全部都在中心了</source>
   <translation>Everything is at head office</translation>
  </message>
  <message>
   <source>剛試過</source>
   <translation>Just tried</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Join</translation>
  </message>
  <message>
   <source>加入中心</source>
   <translation>Join head office</translation>
  </message>
  <message>
   <source>加入中心後，這裡列出還沒上傳的紀錄</source>
   <translation>After joining, what is not sent yet is listed here</translation>
  </message>
  <message>
   <source>同步</source>
   <translation>Sync</translation>
  </message>
  <message>
   <source>單機營業</source>
   <translation>Standalone</translation>
  </message>
  <message>
   <source>已加入 {}，做過的交易正在上傳</source>
   <translation>Joined {}; earlier sales are being sent</translation>
  </message>
  <message>
   <source>已結案</source>
   <translation>Settled</translation>
  </message>
  <message>
   <source>已連線。{}</source>
   <translation>Connected. {}</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>待上傳 {}</source>
   <translation>To sync {}</translation>
  </message>
  <message>
   <source>待上傳的紀錄</source>
   <translation>Records to sync</translation>
  </message>
  <message>
   <source>接收中…</source>
   <translation>Receiving…</translation>
  </message>
  <message>
   <source>新的交易會自動上傳</source>
   <translation>New sales are sent by themselves</translation>
  </message>
  <message>
   <source>最近的問題</source>
   <translation>Recent problems</translation>
  </message>
  <message>
   <source>沒有問題</source>
   <translation>No problems</translation>
  </message>
  <message>
   <source>沒有網路時</source>
   <translation>Without network</translation>
  </message>
  <message>
   <source>沒有要看的事</source>
   <translation>Nothing to review</translation>
  </message>
  <message>
   <source>立即同步</source>
   <translation>Sync now</translation>
  </message>
  <message>
   <source>立即重試</source>
   <translation>Try now</translation>
  </message>
  <message>
   <source>總部都採用了</source>
   <translation>Head office took all of it</translation>
  </message>
  <message>
   <source>自有資料</source>
   <translation>Own data</translation>
  </message>
  <message>
   <source>自有資料 {}</source>
   <translation>Own data {}</translation>
  </message>
  <message>
   <source>要看的事</source>
   <translation>To review</translation>
  </message>
  <message>
   <source>要看的事 {}</source>
   <translation>To review {}</translation>
  </message>
  <message>
   <source>讓這台收銀機加入中心？</source>
   <translation>Join this register to head office?</translation>
  </message>
  <message>
   <source>這台沒有總部不知道的資料</source>
   <translation>Head office knows everything here</translation>
  </message>
  <message>
   <source>連接中…</source>
   <translation>Connecting…</translation>
  </message>
  <message>
   <source>連線不順時，原因會列在這裡</source>
   <translation>Connection problems are listed here</translation>
  </message>
  <message>
   <source>連線中…</source>
   <translation>Connecting…</translation>
  </message>
  <message>
   <source>重新加入</source>
   <translation>Join again</translation>
  </message>
  <message>
   <source>點選一項，寫下怎麼處理的就能結案</source>
   <translation>Select one and say how it was settled</translation>
  </message>
 </context>
 <context>
  <name>SyncSide</name>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>中心</source>
   <translation>Head office</translation>
  </message>
  <message>
   <source>加入中心後，商品、價格與人員由總部提供，這台做過的交易也會全部上傳</source>
   <translation>After joining, head office provides products, prices and staff, and all sales made here are sent</translation>
  </message>
  <message>
   <source>尚未連線</source>
   <translation>Not connected yet</translation>
  </message>
  <message>
   <source>店名和收銀機編號在下次開啟程式後換新</source>
   <translation>Store name and register number change with the next start</translation>
  </message>
  <message>
   <source>待上傳</source>
   <translation>To sync</translation>
  </message>
  <message>
   <source>收銀機</source>
   <translation>Register</translation>
  </message>
  <message>
   <source>最後連線</source>
   <translation>Last contact</translation>
  </message>
  <message>
   <source>離線自</source>
   <translation>Offline since</translation>
  </message>
 </context>
 <context>
  <name>Tabs</name>
  <message>
   <source>交易</source>
   <translation>Sales</translation>
  </message>
  <message>
   <source>交班</source>
   <translation>Shift</translation>
  </message>
  <message>
   <source>取貨</source>
   <translation>Pickups</translation>
  </message>
  <message>
   <source>退換貨</source>
   <translation>Returns</translation>
  </message>
  <message>
   <source>銷售</source>
   <translation>Sell</translation>
  </message>
 </context>
 <context>
  <name>Tax</name>
  <message>
   <source>免稅</source>
   <translation>Exempt</translation>
  </message>
  <message>
   <source>應稅</source>
   <translation>Taxable</translation>
  </message>
  <message>
   <source>零稅率</source>
   <translation>Zero rate</translation>
  </message>
 </context>
 <context>
  <name>Tender</name>
  <message>
   <source>{asks} {shortest} 至 {longest} 碼</source>
   <translation>{asks}: {shortest} to {longest} characters</translation>
  </message>
  <message>
   <source>信用卡</source>
   <translation>Card</translation>
  </message>
  <message>
   <source>尚餘 {}</source>
   <translation>{} remaining</translation>
  </message>
  <message>
   <source>授權碼</source>
   <translation>Approval code</translation>
  </message>
  <message>
   <source>會員碼</source>
   <translation>Member code</translation>
  </message>
  <message>
   <source>未啟用</source>
   <translation>Not set up</translation>
  </message>
  <message>
   <source>現金</source>
   <translation>Cash</translation>
  </message>
  <message>
   <source>確認付款中</source>
   <translation>Confirming payment</translation>
  </message>
  <message>
   <source>確認付款中，再詢問</source>
   <translation>Confirming payment: ask again</translation>
  </message>
  <message>
   <source>確認退款中</source>
   <translation>Confirming refund</translation>
  </message>
  <message>
   <source>確認退款中，再詢問</source>
   <translation>Confirming refund: ask again</translation>
  </message>
  <message>
   <source>禮物卡</source>
   <translation>Gift card</translation>
  </message>
  <message>
   <source>線上已付</source>
   <translation>Paid online</translation>
  </message>
  <message>
   <source>行動支付</source>
   <translation>Mobile wallet</translation>
  </message>
  <message>
   <source>購物金</source>
   <translation>Store credit</translation>
  </message>
  <message>
   <source>超過尚餘 {due}</source>
   <translation>More than the {due} remaining</translation>
  </message>
  <message>
   <source>輸入{asks}</source>
   <translation>{asks} needed</translation>
  </message>
  <message>
   <source>金額超出範圍</source>
   <translation>Amount out of range</translation>
  </message>
  <message>
   <source>點數</source>
   <translation>Points</translation>
  </message>
 </context>
 <context>
  <name>TenderColumn</name>
  <message>
   <source>不需收款</source>
   <translation>Nothing to pay</translation>
  </message>
  <message>
   <source>原付款 {}</source>
   <translation>Paid by {}</translation>
  </message>
  <message>
   <source>可用 {} 點</source>
   <translation>{} pt to use|{} pts to use</translation>
  </message>
  <message>
   <source>尚待退 {}</source>
   <translation>{} left to refund</translation>
  </message>
  <message>
   <source>尚需 {}</source>
   <translation>{} remaining</translation>
  </message>
  <message>
   <source>已收足</source>
   <translation>Paid in full</translation>
  </message>
  <message>
   <source>收{}</source>
   <translation>{} amount</translation>
  </message>
  <message>
   <source>收現金</source>
   <translation>Cash received</translation>
  </message>
  <message>
   <source>直接完成</source>
   <translation>Ready to complete</translation>
  </message>
  <message>
   <source>簽單上的號碼</source>
   <translation>Number on the slip</translation>
  </message>
  <message>
   <source>退{}</source>
   <translation>{} refund</translation>
  </message>
  <message>
   <source>金額偏大，再按 Enter 確認</source>
   <translation>A large amount: press Enter again</translation>
  </message>
 </context>
 <context>
  <name>TenderRow</name>
  <message>
   <source>移除 {}</source>
   <translation>Remove {}</translation>
  </message>
 </context>
 <context>
  <name>TenderTable</name>
  <message>
   <source>{} {} 系統 {} 清點 {} {}</source>
   <translation>{} {} system {} counted {} {}</translation>
  </message>
  <message>
   <source>{} 張</source>
   <translation>Slips: {}</translation>
  </message>
  <message>
   <source>{} 筆</source>
   <translation>{}</translation>
  </message>
  <message>
   <source>付款</source>
   <translation>Payment</translation>
  </message>
  <message>
   <source>付款方式</source>
   <translation>Tenders</translation>
  </message>
  <message>
   <source>多 {} 張</source>
   <translation>{} over</translation>
  </message>
  <message>
   <source>少 {} 張</source>
   <translation>{} short</translation>
  </message>
  <message>
   <source>差異</source>
   <translation>Difference</translation>
  </message>
  <message>
   <source>未核對</source>
   <translation>Not checked</translation>
  </message>
  <message>
   <source>未清點</source>
   <translation>Not counted</translation>
  </message>
  <message>
   <source>清點</source>
   <translation>Count</translation>
  </message>
  <message>
   <source>無單據</source>
   <translation>No paper</translation>
  </message>
  <message>
   <source>現金</source>
   <translation>Cash</translation>
  </message>
  <message>
   <source>相符</source>
   <translation>Matches</translation>
  </message>
  <message>
   <source>端末／清點</source>
   <translation>Terminal / count</translation>
  </message>
  <message>
   <source>系統</source>
   <translation>System</translation>
  </message>
 </context>
 <context>
  <name>TileView</name>
  <message>
   <source>商品</source>
   <translation>Products</translation>
  </message>
 </context>
 <context>
  <name>Toast</name>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>TopBar</name>
  <message>
   <source>收銀 {}</source>
   <translation>Register {}</translation>
  </message>
  <message>
   <source>設定</source>
   <translation>Settings</translation>
  </message>
  <message>
   <source>鎖定</source>
   <translation>Lock</translation>
  </message>
 </context>
 <context>
  <name>Totals</name>
  <message>
   <source>備註</source>
   <translation>Note</translation>
  </message>
  <message>
   <source>優惠</source>
   <translation>Promotions</translation>
  </message>
  <message>
   <source>優惠券</source>
   <translation>Coupon</translation>
  </message>
  <message>
   <source>內含營業稅 {}</source>
   <translation>Incl. tax {}</translation>
  </message>
  <message>
   <source>內含營業稅 {}% {}</source>
   <translation>Incl. {}% tax {}</translation>
  </message>
  <message>
   <source>合計</source>
   <translation>Total</translation>
  </message>
  <message>
   <source>小計</source>
   <translation>Subtotal</translation>
  </message>
  <message>
   <source>折扣</source>
   <translation>Discount</translation>
  </message>
  <message>
   <source>整筆折扣與備註 (Shift+F7)</source>
   <translation>Sale discount and note (Shift+F7)</translation>
  </message>
  <message>
   <source>營業稅</source>
   <translation>Tax</translation>
  </message>
  <message>
   <source>退貨</source>
   <translation>Returns</translation>
  </message>
  <message>
   <source>離線核銷</source>
   <translation>Redeemed offline</translation>
  </message>
 </context>
 <context>
  <name>Unit</name>
  <message>
   <source>件</source>
   <translation>pcs</translation>
  </message>
 </context>
 <context>
  <name>Unknown</name>
  <message>
   <source>臨時品項</source>
   <translation>Unlisted item</translation>
  </message>
 </context>
 <context>
  <name>Void</name>
  <message>
   <source>交易已作廢</source>
   <translation>Voided</translation>
  </message>
  <message>
   <source>交易已作廢，收回現金 {}</source>
   <translation>Voided; collect {} in cash</translation>
  </message>
  <message>
   <source>交易已作廢，退還現金 {}</source>
   <translation>Voided; give back {} in cash</translation>
  </message>
  <message>
   <source>交易金額</source>
   <translation>Sale total</translation>
  </message>
  <message>
   <source>作廢交易</source>
   <translation>Void sale</translation>
  </message>
  <message>
   <source>作廢這筆交易？</source>
   <translation>Void this sale?</translation>
  </message>
  <message>
   <source>先前收款</source>
   <translation>Earlier payment</translation>
  </message>
  <message>
   <source>先在刷卡機取消這筆收款，再移除。會留下紀錄。</source>
   <translation>Cancel this payment on the card machine first, then remove it. A record is kept.</translation>
  </message>
  <message>
   <source>先在刷卡機取消這筆退款，再移除。會留下紀錄。</source>
   <translation>Cancel this refund on the card machine first, then remove it. A record is kept.</translation>
  </message>
  <message>
   <source>向客人收回 {}</source>
   <translation>Take back: {}</translation>
  </message>
  <message>
   <source>在刷卡機取消 {}</source>
   <translation>Cancel on the card machine: {}</translation>
  </message>
  <message>
   <source>已取消，移除</source>
   <translation>Cancelled, remove</translation>
  </message>
  <message>
   <source>已收的款項先還給客人。作廢後不能取回，會留下紀錄。</source>
   <translation>Return what was paid to the customer first. Once voided it cannot be recalled; a record is kept.</translation>
  </message>
  <message>
   <source>已退回</source>
   <translation>Given back</translation>
  </message>
  <message>
   <source>應退</source>
   <translation>Refund due</translation>
  </message>
  <message>
   <source>移除 {}？</source>
   <translation>Remove {}?</translation>
  </message>
  <message>
   <source>退回 {}</source>
   <translation>Give back: {}</translation>
  </message>
  <message>
   <source>退還 {}</source>
   <translation>Give back: {}</translation>
  </message>
  <message>
   <source>這筆收過款又退回。作廢後不能取回，會留下紀錄。</source>
   <translation>Payment was taken and returned. Once voided it cannot be recalled; a record is kept.</translation>
  </message>
 </context>
 <context>
  <name>WheatPanel</name>
  <message>
   <source>M 月 d 日　dddd</source>
   <translation>dddd, M/d</translation>
  </message>
 </context>
 <context>
  <name>WheatStrip</name>
  <message>
   <source>M 月 d 日　dddd</source>
   <translation>dddd, M/d</translation>
  </message>
 </context>
 <context>
  <name>Who</name>
  <message>
   <source>目前人員 {}</source>
   <translation>Signed in: {}</translation>
  </message>
 </context>
 <context>
  <name>Why</name>
  <message>
   <source>其他</source>
   <translation>Other</translation>
  </message>
  <message>
   <source>原因</source>
   <translation>Reason</translation>
  </message>
  <message>
   <source>可再售</source>
   <translation>Restock</translation>
  </message>
  <message>
   <source>商品去向</source>
   <translation>Goods</translation>
  </message>
  <message>
   <source>報廢</source>
   <translation>Write off</translation>
  </message>
  <message>
   <source>必選</source>
   <translation>Required</translation>
  </message>
  <message>
   <source>說明原因</source>
   <translation>Explain why</translation>
  </message>
 </context>
 <context>
  <name>_KeyHints</name>
  <message>
   <source>先輸入數量</source>
   <translation>Enter quantity first</translation>
  </message>
  <message>
   <source>加入</source>
   <translation>Add</translation>
  </message>
  <message>
   <source>選擇</source>
   <translation>Select</translation>
  </message>
  <message>
   <source>關閉</source>
   <translation>Close</translation>
  </message>
 </context>
 <context>
  <name>_RemarkRows</name>
  <message>
   <source>第 {} 列</source>
   <translation>Row {}</translation>
  </message>
 </context>
</TS>
